/// Decides when changes go up: 300 ms after the last one, at most once a second, and at once when
/// something ends (game.md 7).
package struct UploadRhythm: Hashable, Sendable {
  /// How long nothing must change before an upload.
  package static let quiet = Duration.milliseconds(300)

  /// The least time between two uploads while playing.
  package static let spacing = Duration.seconds(1)

  private enum Phase: Hashable {
    /// Nothing waits, and the last upload is long ago.
    case idle
    /// Something waits, and the last upload is long ago.
    case waiting
    /// The last upload was less than `spacing` ago.
    case resting(hasChanges: Bool)
  }

  private var phase = Phase.idle

  /// Creates a rhythm with nothing to upload.
  package init() {}

  /// Something was saved in the course of play.
  mutating func changed() -> [GameEffect] {
    switch phase {
    case .idle:
      phase = .waiting
      return [
        .wake(after: Self.quiet, .uploadQuiet), .wake(after: Self.spacing, .uploadSpacing),
      ]
    case .waiting:
      return [.wake(after: Self.quiet, .uploadQuiet)]
    case .resting:
      phase = .resting(hasChanges: true)
      return []
    }
  }

  /// Nothing has changed for `quiet`.
  mutating func quietEnded() -> [GameEffect] {
    switch phase {
    case .waiting: upload(.soon)
    case .idle, .resting: []
    }
  }

  /// The time of `spacing` is over.
  mutating func spacingEnded() -> [GameEffect] {
    switch phase {
    case .waiting, .resting(hasChanges: true): return upload(.soon)
    case .idle, .resting(hasChanges: false):
      phase = .idle
      return []
    }
  }

  /// Something ended that other devices should know of at once.
  mutating func hurry() -> [GameEffect] { upload(.now) }

  private mutating func upload(_ urgency: GameEffect.Urgency) -> [GameEffect] {
    phase = .resting(hasChanges: false)
    return [.upload(urgency), .wake(after: Self.spacing, .uploadSpacing)]
  }
}
