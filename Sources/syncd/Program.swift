import ArgumentParser

/// Parses, runs, and turns what went wrong into an exit code.
@main enum Program {
  static func main() async {
    Output.prepare()
    do {
      var command = try SyncdCommand.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      Output.complain(failure.description)
      Output.exit(failure.kind.rawValue)
    } catch {
      let code = SyncdCommand.exitCode(for: error)
      let text = SyncdCommand.fullMessage(for: error)
      guard !code.isSuccess else {
        Output.say(text)
        Output.exit(0)
      }
      Output.complain(
        (text.hasPrefix("Error: ") ? "error: " + text.dropFirst(7) : text) + "\n")
      Output.exit(code == .validationFailure ? 64 : 1)
    }
  }
}

/// The open service that speaks Amazon Cognito Sync and Identity.
struct SyncdCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "syncd",
    abstract: "An open service that speaks Amazon Cognito Sync and Identity.",
    subcommands: [ServeCommand.self])
}
