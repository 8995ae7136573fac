/// What a search may use up.
package struct SolverLimits: Hashable, Sendable {
  /// The longest it may take.
  package var time: Duration

  /// The most memory it may take, in bytes.
  package var memory: Int

  /// Creates limits; `memory` is in bytes.
  package init(time: Duration, memory: Int) {
    self.time = time
    self.memory = memory
  }

  /// What a player waits for: 2 seconds and 64 MiB (game.md 5.5), of which some is left for what is
  /// not counted.
  package static let inGame = SolverLimits(time: .seconds(2), memory: 56 << 20)

  /// What an author waits for: 10 minutes and 4 GiB (game.md 5.5).
  package static let authoring = SolverLimits(time: .seconds(600), memory: 4 << 30)
}
