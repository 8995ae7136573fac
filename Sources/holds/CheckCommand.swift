import ArgumentParser
import CommandProgram
import PuzzleRules

/// `holds check`: reads level files and tells every mistake with its place (game.md 3.1).
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks level files; prints nothing when they are right.",
    discussion: "Mistakes are printed as FILE:LINE:COLUMN: MESSAGE, all of them.")

  @Argument(help: "Files in the .holds format, or XSB or SOK.")
  var files: [String]

  func run() throws {
    var isRight = true
    for file in files {
      for line in Self.mistakes(in: file) {
        isRight = false
        Output.say(line.escaped)
      }
    }
    if !isRight { throw ExitCode.failure }
  }

  /// What is wrong with the file at `path`, one line each.
  static func mistakes(in path: String) -> [String] {
    guard let bytes = try? LevelSource.bytes(of: path) else {
      return ["\(path): this file cannot be read"]
    }
    do throws(LevelFileError) {
      _ = try LevelFile(importing: bytes, name: path)
      return []
    } catch {
      return error.issues.map(\.description)
    }
  }
}
