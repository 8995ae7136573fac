package import ArgumentParser

extension ParsableCommand {
  /// Runs this command as the whole program: parses the arguments, and turns what went wrong into
  /// lines on standard error and an exit code: 0 done, 1 failed, 64 wrong usage.
  package static func runProgram() async {
    Output.prepare()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      Output.complain(failure.description)
      Output.exit(failure.kind.rawValue)
    } catch let code as ExitCode {
      Output.exit(code.rawValue)
    } catch {
      complain(of: error)
    }
  }

  private static func complain(of error: any Error) -> Never {
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    guard !code.isSuccess else {
      Output.say(text)
      Output.exit(0)
    }
    Output.complain((text.hasPrefix("Error: ") ? "error: " + text.dropFirst(7) : text) + "\n")
    Output.exit(code == .validationFailure ? Failure.Kind.usage.rawValue : 1)
  }
}
