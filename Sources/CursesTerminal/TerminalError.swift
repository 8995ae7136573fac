/// Why a terminal cannot show the game.
package enum TerminalError: Error, Hashable, Sendable {
  /// Standard input or output is not a terminal.
  case notATerminal

  /// The terminal of this name cannot position the cursor, or is unknown.
  case unsuitable(name: String)
}

extension TerminalError: CustomStringConvertible {
  /// One sentence for the player.
  package var description: String {
    switch self {
    case .notATerminal: "The game needs a terminal for both input and output."
    case .unsuitable(let name):
      "The terminal type '\(name)' cannot place text on the screen; set TERM to what yours is."
    }
  }
}
