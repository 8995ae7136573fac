import ArgumentParser
import CommandProgram
import Foundation

/// `holds`: the game, and what can be done without playing it.
@main struct HoldsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "holds",
    abstract: "Hundred Holds, a push-puzzle whose progress follows you from terminal to terminal.",
    discussion: """
      Without a subcommand the game starts. Every step is saved at once; q saves and quits. \
      Inside, ? lists all keys.

        holds                            play
        holds --device phone             play as another device, in a second terminal
        holds --server https://HOST      play with a service elsewhere
        holds --offline                  play without any service
        holds solve FILE                 solve levels of a file

      'holds help play' lists all options of the game.
      """,
    version: "0.1.0", subcommands: [PlayCommand.self, SignInCommand.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Levels",
        subcommands: [
          CheckCommand.self, ReplayCommand.self, SolveCommand.self, ImportCommand.self,
          ExportCommand.self, VectorsCommand.self,
        ])
    ],
    defaultSubcommand: PlayCommand.self)

  /// Runs the program: 0 when done, 1 when something failed, 2 without a terminal, 64 for wrong
  /// usage.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        Output.prepare()
        try command.run()
      }
    } catch let error as HoldsError {
      error.report()
      Foundation.exit(error.status)
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      let wrongUse = HoldsError(
        message(for: error), hint: "'holds --help' and 'holds help play' list what there is.",
        status: ExitCode.validationFailure.rawValue)
      wrongUse.report()
      Foundation.exit(wrongUse.status)
    }
  }
}

/// What all commands that concern one device share.
struct DeviceOptions: ParsableArguments {
  @Option(help: "The name of this terminal among your devices. (default: the host's name)")
  var device: String?

  @Option(
    help: ArgumentHelp(
      "The service: http://HOST:PORT, https://HOST or unix:/PATH. (default: one on this machine)",
      valueName: "url"))
  var server: String?

  @Option(
    help: ArgumentHelp(
      "Trust the certificates in this PEM file instead of the system's.", valueName: "file"))
  var caCertificate: String?

  @Option(
    help: ArgumentHelp(
      "Where everything is kept. (default: hundred-holds in the user's data directory)",
      valueName: "dir"))
  var data: String?

  func validate() throws {
    if let device, DeviceName(device) == nil {
      throw ValidationError(
        "'\(device)' is no device name: 1 to 32 letters, digits, '-', '_' or '.'.")
    }
  }
}
