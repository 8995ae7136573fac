/// What a cell is made of, whatever stands on it.
package enum Terrain: Hashable, Sendable {
  case outside
  case wall
  case floor
  case goal
}
