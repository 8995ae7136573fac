/// What a wake-up is for; setting a timer again replaces the one that runs.
package enum GameTimer: Hashable, Sendable, CaseIterable {
  /// No key has changed anything for a moment.
  case uploadQuiet

  /// The least time between two uploads has passed.
  case uploadSpacing

  /// The message has been on screen long enough.
  case message
}
