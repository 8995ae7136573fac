import CommandProgram
import ArgumentParser

/// The program, which is its command.
@main enum Program {
  static func main() async { await SyncdCommand.runProgram() }
}

/// The open service that speaks Amazon Cognito Sync and Identity.
struct SyncdCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "syncd",
    abstract: "An open service that speaks Amazon Cognito Sync and Identity.",
    subcommands: [ServeCommand.self])
}
