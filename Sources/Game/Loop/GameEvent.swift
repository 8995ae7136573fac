package import Screen

/// Something that happened.
package enum GameEvent: Hashable, Sendable {
  /// Why records are different from what the game knew.
  package enum Origin: Hashable, Sendable {
    /// They were read when the program started, or because the identity changed.
    case loaded
    /// They came from another device.
    case remote
  }

  /// A key was pressed.
  case key(Key)

  /// The terminal has another extent.
  case resized(Size)

  /// A timer set by `GameEffect.wake` has run out.
  case woke(GameTimer)

  /// These are all records of the dataset, and all that are kept on this device only.
  case progressChanged(shared: [String: String], device: [String: String], Origin)

  /// Syncing is in another state.
  case syncChanged(SyncStatus)

  /// Signing in or out came to an end.
  case signInFinished(SignInResult)

  /// A change could not be written, for the reason given in one sentence; play goes on in memory.
  case saveFailed(String)

  /// The player should know something, told in one sentence.
  case noticed(String)

  /// Writing works again.
  case saveRecovered

  /// The program was told to end.
  case interrupted

  /// The process goes on after it was stopped.
  case resumed
}
