import ArgumentParser
import CommandProgram

/// The program, which is its command.
@main enum Program {
  static func main() async { await LevelsmithCommand.runProgram() }
}

/// The tool levels are made with (game.md 5.4).
struct LevelsmithCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "levelsmith",
    abstract: "Makes levels for Hundred Holds, proves them, and says what is wrong with a pack.",
    discussion: """
      Level files are in the .holds format. A usual way: 'generate' candidates for a chapter, look \
      at each and keep the ones with an idea, give them titles, 'prove' them, 'pack' them, and \
      'check' the pack. Commands that write a file print it unless -o names one.
      """,
    version: "0.1.0",
    subcommands: [
      GenerateCommand.self, MeasureCommand.self, MinimiseCommand.self, ProveCommand.self,
      CheckCommand.self, ReportCommand.self, DedupeCommand.self, PackCommand.self,
    ])
}
