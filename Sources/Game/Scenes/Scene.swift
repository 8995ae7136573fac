/// What is on screen; the last of `GameState.scenes` takes the keys.
enum Scene: Hashable, Sendable {
  case title(TitleEntry)
  case signIn(SignInForm)
  case signOut
  case map(selection: Int)
  case play
  case solved(SolvedSummary)
  case pause(PauseEntry)
  case choice
  case number(digits: String)
  case help(page: Int)

  /// Whether it fills the screen; the others lie over what is below.
  var isOpaque: Bool {
    switch self {
    case .title, .signIn, .signOut, .map, .play, .choice, .help: true
    case .solved, .pause, .number: false
    }
  }
}

/// The entries of the title menu.
enum TitleEntry: Hashable, Sendable, CaseIterable {
  case resume
  case map
  case account
  case help
  case quit
}

/// The entries of the pause menu.
enum PauseEntry: Hashable, Sendable, CaseIterable {
  case resume
  case restart
  case map
  case help
  case title
  case quit
}

/// What the player learns on solving a level.
struct SolvedSummary: Hashable, Sendable {
  /// The level.
  let number: Int

  /// The pushes of this solution.
  let pushes: Int

  /// The moves of this solution.
  let moves: Int

  /// The points of this solution: 500…1000.
  let points: Int

  /// The stars of this solution: 1…3.
  let stars: Int

  /// Whether this solution achieves par in both.
  let hasCrown: Bool

  /// The best points there were before, if the level had been solved.
  let previousBest: Int?

  /// The sum of all best results now.
  let total: Int

  /// By how much the sum has grown.
  let gain: Int
}
