import ArgumentParser
import CommandProgram
import PuzzleRules

/// `levelsmith dedupe`: leaves one of all levels that are the same.
struct DedupeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dedupe",
    abstract: "Leaves one of all levels that are the same.",
    discussion: """
      Levels are the same if they can be turned, mirrored or renamed into each other, with or \
      without what is special about them, or differ in fewer than six cells. The first stays; each \
      that goes is named on standard error.
      """)

  @Argument(help: "Level files.")
  var files: [String]

  @OptionGroup var output: OutputOptions

  func run() throws {
    var result = LevelFile()
    var selection = Selection()
    for (index, path) in files.enumerated() {
      let file = try LevelDocument(path: path).read()
      if index == 0 {
        result = file
        result.levels = []
      }
      for place in file.levels.indices {
        if let reason = selection.add(file.levels[place]) {
          Output.complain("\(path): level \(file.number(ofPlace: place)) \(reason)\n".escapedLine)
        }
      }
    }
    result.levels = selection.levels.enumerated().map { index, level in
      var level = level
      if files.count > 1 { level.notes.number = index + 1 }
      return level
    }
    try output.write(result)
  }
}

extension String {
  /// The line with all but its end spelled out.
  fileprivate var escapedLine: String { String(dropLast()).escaped + "\n" }
}
