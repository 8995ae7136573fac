import ArgumentParser
import Foundation
import PuzzleRules

/// `holds check`: reads level files and tells every mistake with its place (game.md 3.1).
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks level files; prints nothing when they are right.")

  @Argument(help: "Files in the .holds format.")
  var files: [String]

  func run() throws {
    var mistakes = 0
    for file in files {
      guard let bytes = FileManager.default.contents(atPath: file) else {
        mistakes += 1
        print("\(file): this file cannot be read")
        continue
      }
      do throws(LevelFileError) {
        _ = try LevelFile(parsing: Array(bytes), name: file)
      } catch {
        mistakes += 1
        print(error)
      }
    }
    if mistakes > 0 { throw ExitCode.failure }
  }
}
