import Game

/// The local records as the game needs them: read as a whole, written key by key.
@MainActor struct Records {
  /// Everything that is stored at one moment.
  struct Contents: Hashable, Sendable {
    /// The synchronised dataset `GameInfo`.
    var shared: [String: String]
    /// The dataset that never leaves this device.
    var device: [String: String]

    /// Takes over changes.
    mutating func apply(_ changes: [ProgressChange]) {
      for change in changes {
        switch change.scope {
        case .shared: shared[change.key] = change.value
        case .device: device[change.key] = change.value
        }
      }
    }
  }

  /// What became of a write.
  enum Outcome: Hashable {
    /// The changes are stored as they were given.
    case written
    /// A synchronisation had written some of the same keys first, and both were merged by the
    /// game's rules: the game has to look again.
    case merged
  }

  /// Reads everything.
  var load: () throws -> Contents
  /// Writes changes made in the knowledge of `Contents`; they have survived the end of the process
  /// when this returns.
  var apply: ([ProgressChange], Contents) throws -> Outcome
}
