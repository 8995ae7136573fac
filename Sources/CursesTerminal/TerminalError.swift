/// Why a terminal cannot show the game.
package enum TerminalError: Error, Hashable, Sendable {
  /// Standard input or output is not a terminal.
  case notATerminal

  /// `TERM` is not set.
  case unnamed

  /// The terminal database does not know the terminal of this name.
  case unknown(name: String)

  /// The terminal of this name cannot position the cursor.
  case unsuitable(name: String)
}

extension TerminalError: CustomStringConvertible {
  /// One sentence for the player.
  package var description: String {
    switch self {
    case .notATerminal: "The game needs a terminal for both input and output."
    case .unnamed: "The variable TERM does not say what the terminal is."
    case .unknown(let name): "This system does not know the terminal type '\(name)'."
    case .unsuitable(let name): "A terminal of type '\(name)' cannot place text on the screen."
    }
  }

  /// What helps, in one sentence.
  package var hint: String {
    switch self {
    case .notATerminal: "'holds --help' lists what works without one."
    case .unnamed, .unsuitable: "Most terminals understand 'TERM=xterm-256color holds'."
    case .unknown:
      "Try 'TERM=xterm-256color holds', or install the package ncurses-term, which knows more types."
    }
  }
}
