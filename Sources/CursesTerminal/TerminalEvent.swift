package import Screen

/// Something the terminal reports.
package enum TerminalEvent: Hashable, Sendable {
  /// Keys were pressed, in this order; all that were waiting come together.
  case keys([Key])

  /// The terminal has this extent now.
  case resized(Size)

  /// The program runs again after it was stopped, and the screen is empty.
  case resumed

  /// The program is told to end: SIGTERM, SIGHUP, SIGINT, SIGQUIT, or the terminal has gone.
  case interrupted
}
