import ArgumentParser
import CommandProgram
import PuzzleRules

/// `holds replay`: plays moves given as LURD and shows where they lead.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Plays moves and prints the board, what was applied, moves, pushes and whether it "
      + "is solved.")

  @Option(help: "The number of the level.")
  var level: Int?

  @Option(help: "What to do: u, d, l, r, s, as letters or run-length, as in '3r2(Ru)'.")
  var moves: String

  @Argument(help: "A file of levels in any format. (default: the levels of the game)")
  var file: String?

  func run() throws {
    let level = try LevelSource(file).level(level)
    for line in try Self.lines(playing: moves, in: level) { Output.say(line) }
  }

  /// What to print; moves that are refused are left out, as in play.
  static func lines(playing moves: String, in level: Level) throws -> [String] {
    let actions: [Action]
    do throws(LURDError) {
      actions = try LURD.actions(in: moves)
    } catch {
      throw HoldsError(
        "Character \(error.offset + 1) of the moves is wrong: \(error.description.escaped).",
        status: 64)
    }
    var attempt = Attempt(level: level)
    for action in actions { _ = attempt.perform(action) }
    var lines = level.picture(of: attempt.state)
    lines.append("Applied: \(LURD.text(of: attempt.history.applied))")
    lines.append("Moves: \(attempt.moves)")
    lines.append("Pushes: \(attempt.pushes)")
    if attempt.state.keysInHand > 0 { lines.append("Keys: \(attempt.state.keysInHand)") }
    if attempt.state.waitingKeeper != nil { lines.append("Active: \(attempt.state.activeKeeper)") }
    lines.append("Solved: \(attempt.isSolved ? "yes" : "no")")
    return lines
  }
}
