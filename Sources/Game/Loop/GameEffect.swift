/// Something the game wants done; effects are carried out in order.
package enum GameEffect: Hashable, Sendable {
  /// How an upload is asked for.
  package enum Urgency: Hashable, Sendable {
    /// In the rhythm of play; a running upload may finish first.
    case soon
    /// At once: something ended, or the program may be gone in a moment.
    case now
  }

  /// Write these changes; they must be durable before the next event is handled.
  case save([ProgressChange])

  /// Bring local changes to the service; never to be waited for, except briefly before the end.
  case upload(Urgency)

  /// Sign in and answer with `GameEvent.signInFinished`.
  case signIn(name: String, password: String)

  /// Create an account, sign in and answer with `GameEvent.signInFinished`.
  case createAccount(name: String, password: String)

  /// Sign out and answer with `GameEvent.signInFinished`.
  case signOut

  /// Send `GameEvent.woke` after a time, in place of an earlier one for the same timer.
  case wake(after: Duration, GameTimer)

  /// Write the whole picture again.
  case redraw

  /// Give the terminal back and stop the process; send `GameEvent.resumed` when it goes on.
  case suspend

  /// End the program; everything has been saved.
  case quit
}
