/// What a level file says about a level besides its board (game.md 3.1).
package struct LevelNotes: Hashable, Sendable {
  /// The number of the level in its collection.
  package var number: Int?

  /// The name of the level.
  package var title = ""

  /// The chapter the level belongs to.
  package var chapter: Int?

  /// What the level is about, in one sentence.
  package var idea = ""

  /// The mechanics it uses beyond the core.
  package var uses: [String] = []

  /// The best possible result.
  package var par: Par?

  /// What is known about par.
  package var proof: Proof?

  /// A solution, by intent one that achieves par.
  package var solution: [RecordedAction]?

  /// The difficulty D of game.md 5.3: 0…100.
  package var difficulty: Int?

  /// The seed of the generator that proposed the level.
  package var seed: UInt64?

  /// The keys this version does not know, as written and in their order.
  package var otherKeys: [LevelKey] = []

  /// Creates empty notes.
  package init() {}
}
