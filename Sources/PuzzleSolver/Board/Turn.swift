/// What a keeper does between two walks: a push, or a step that changes the board.
struct Turn {
  /// Where the keeper who acts steps from.
  var keeper: Int

  /// Where the other keeper stands, or -1.
  var other: Int

  /// The direction of the step, 0..<4.
  var direction: Int

  /// The cell stepped to.
  var target: Int

  /// The crate pushed, or -1.
  var crate: Int

  /// Where the crate comes to rest; where the hole is if it vanishes.
  var rest: Int

  /// Whether the crate fills a hole.
  var vanishes: Bool

  /// Where the keeper ends.
  var landing: Int

  /// The moves of the walk before it and of itself.
  var steps = 1

  /// Whether it is a push.
  var isPush: Bool { crate >= 0 }
}
