/// How far this device's progress has reached the player's other devices.
package enum SyncStatus: Hashable, Sendable {
  /// Nobody is signed in; progress stays on this device.
  case guest

  /// Everything is with the account.
  case synced

  /// An upload is under way.
  case saving

  /// The service cannot be reached; so many changes wait here.
  case offline(queued: Int)

  /// Two devices moved on in the same level, and the player has to choose.
  case choose

  /// The service no longer accepts the sign-in; progress stays here until the player signs in again.
  case signInEnded

  /// Syncing needs the player's attention, for the reason given in one sentence.
  case problem(String)
}
