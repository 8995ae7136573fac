import Game

/// What the link tells the game.
enum LinkEvent: Hashable, Sendable {
  /// The records are these now.
  case changed(Records.Contents, GameEvent.Origin)
  /// Syncing is in another state.
  case status(SyncStatus)
  /// Signing in or out came to an end.
  case signInFinished(SignInResult)
}
