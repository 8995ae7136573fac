import ArgumentParser
import CommandProgram
import PuzzleRules

/// `holds export`: writes levels for other programs, or for ours.
struct ExportCommand: ParsableCommand {
  /// The forms a level can leave in.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// What programs of the kind read, for levels of the classic rules alone.
    case xsb
    /// Ours.
    case holds
    /// Solutions alone, a line each.
    case lurd
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes levels with their solutions, as XSB where the classic rules suffice.")

  @Argument(help: "A file of levels in any format. (default: the levels of the game)")
  var file: String?

  @Option(help: "Only the level with this number.")
  var level: Int?

  @Option(help: "xsb, holds or lurd. (default: xsb if that says everything, else holds)")
  var format: Format?

  @OptionGroup var output: TextOutput

  func run() throws {
    let source = try LevelSource(file)
    var levels = source.file
    levels.levels = try source.levels(level)
    try output.write(try Self.text(of: levels, as: format))
  }

  /// The levels in `format`, or in the first that says everything.
  static func text(of file: LevelFile, as format: Format?) throws -> String {
    switch format {
    case nil: return file.communityText ?? file.text
    case .holds: return file.text
    case .lurd:
      return file.levels.compactMap { $0.solution.map { LURD.text(of: $0) + "\n" } }.joined()
    case .xsb:
      if let text = file.communityText { return text }
      let others = file.levels.filter { !$0.isClassic }.compactMap { $0.number.map(String.init) }
      throw HoldsError(
        "XSB cannot say what is in level \(others.prefix(5).joined(separator: ", ")).",
        hint: "Choose others with --level, or another form with --format holds.")
    }
  }
}
