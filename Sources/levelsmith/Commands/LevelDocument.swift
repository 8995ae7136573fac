import ArgumentParser
import CommandProgram
import Foundation
import PuzzleRules

/// A level file named on the command line.
struct LevelDocument {
  let path: String

  /// Returns what the file says; its mistakes go to standard error, one line each.
  func read() throws -> LevelFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(message: "'\(path)' cannot be read.", hint: "Check its name and permissions.")
    }
    do throws(LevelFileError) {
      return try LevelFile(importing: Array(data), name: path)
    } catch {
      Output.complain(error.issues.map { $0.description.escaped + "\n" }.joined())
      throw ExitCode.failure
    }
  }

  /// Replaces the file, at once or not at all.
  func write(_ file: LevelFile) throws {
    do {
      try Data(file.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Failure(
        message: "'\(path)' cannot be written.", hint: "Check its folder and permissions.")
    }
  }
}

/// Where a command puts the file it makes.
struct OutputOptions: ParsableArguments {
  @Option(name: [.short, .long], help: "Write to this file instead of standard output.")
  var output: String?

  func write(_ file: LevelFile) throws {
    guard let output else {
      Output.say(String(file.text.dropLast()))
      return
    }
    try LevelDocument(path: output).write(file)
  }
}

/// Which levels of a file a command is about.
struct LevelOptions: ParsableArguments {
  @Argument(help: "A level file.")
  var file: String

  @Option(help: "Only the level with this number; without numbers, the one at this place.")
  var level: Int?

  /// Returns the file and the places in it of the levels meant.
  func read() throws -> (file: LevelFile, places: [Int]) {
    let content = try LevelDocument(path: file).read()
    guard let level else { return (content, Array(content.levels.indices)) }
    let place = content.levels.indices.first { content.number(ofPlace: $0) == level }
    guard let place else {
      throw Failure(
        kind: .usage, message: "'\(file)' has no level \(level).",
        hint: "It has \(content.levels.count) levels.")
    }
    return (content, [place])
  }
}

extension LevelFile {
  /// The number of the level at `place`: its own, or else its place counted from 1.
  func number(ofPlace place: Int) -> Int { levels[place].number ?? place + 1 }
}
