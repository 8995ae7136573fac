import ArgumentParser
import CommandProgram
import PuzzleRules

/// `levelsmith pack`: puts chapters together.
struct PackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Puts chapters together and numbers the levels.",
    discussion: """
      Levels are ordered by chapter and stay in the order of the files within each. What the first \
      file says about the collection is kept; what 'generate' noted for itself is dropped.
      """)

  @Argument(help: "Level files; every level says its chapter.")
  var files: [String]

  @OptionGroup var output: OutputOptions

  func run() throws {
    let contents = try files.map { try LevelDocument(path: $0).read() }
    let pack: LevelFile
    do throws(Packing.Mistake) {
      pack = try Packing(contents).file()
    } catch {
      throw Failure(
        message: "Level \(error.place) of '\(files[error.file])' has no chapter.",
        hint: "Add a line 'Chapter: N' to it.")
    }
    try output.write(pack)
  }
}
