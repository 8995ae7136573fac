/// What a cell is made of, whatever stands on it (game.md 2.1).
package enum Terrain: Hashable, Sendable {
  /// Beyond the walls.
  case outside
  /// Nothing enters.
  case wall
  /// Free.
  case floor
  /// Free; to be filled with any crate, or with one of its own colour.
  case goal(CrateColor?)
  /// Swallows a crate and is floor from then on; no keeper enters before that.
  case hole
  /// Lets a pushed crate slide on.
  case ice
  /// Is never crossed against its arrow.
  case oneWay(Direction)
  /// Is pressed while anything is on it.
  case plate(DoorGroup)
  /// Is a wall unless all plates of its group are pressed or something stands in it.
  case door(DoorGroup)
  /// Carries what enters to the pad with the same number: 1…9.
  case lift(Int)
  /// Is taken by a keeper who ends a step on it.
  case key
  /// Is a wall until a keeper with a key enters.
  case lock
  /// Breaks into a hole when its occupant has left.
  case plank
}
