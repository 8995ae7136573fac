import ArgumentParser
import CommandProgram
import PuzzleRules

/// `holds import`: turns levels of other programs into ours.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Reads XSB, SOK or run-length levels and writes .holds.")

  @Argument(help: "A file of levels in any format; - is standard input.")
  var file: String

  @Option(help: "Only the level with this number.")
  var level: Int?

  @OptionGroup var output: TextOutput

  func run() throws {
    let source = try LevelSource(file)
    var levels = source.file
    levels.levels = try source.levels(level)
    try output.write(levels.text)
  }
}
