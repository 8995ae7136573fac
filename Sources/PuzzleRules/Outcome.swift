/// What became of an action; a bump changes nothing and is not recorded.
package enum Outcome: Hashable, Sendable {
  case bump
  case move
  case push
  case swap
}
