import ArgumentParser
import Foundation
import Game

/// `holds sign-in`: signs a device in without the screen, for scripts and demonstrations.
struct SignInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-in", abstract: "Signs this device in; the password is read from a line.")

  @OptionGroup var device: DeviceOptions

  @Argument(help: "The account's name.")
  var name: String

  @Flag(help: "Make the account first.")
  var create = false

  func run() async throws {
    if isatty(STDIN_FILENO) == 1 {
      FileHandle.standardError.write(Data("password: ".utf8))
    }
    guard let password = Self.readPassword(), !password.isEmpty else {
      throw HoldsError(
        "There is no password.", hint: "Type it, or send it as one line of standard input.")
    }
    let surroundings = Surroundings(
      options: device, isOffline: false, environment: ProcessInfo.processInfo.environment)
    try await Self.signIn(surroundings, name: name, password: password, isNew: create)
    print("Device '\(surroundings.deviceName.text)' is signed in as '\(name)'.")
  }

  @MainActor private static func signIn(
    _ surroundings: Surroundings, name: String, password: String, isNew: Bool
  ) async throws {
    let link = try surroundings.link(pack: try surroundings.levels(), isPlaying: false)
    let result = await link.signInResult(name: name, password: password, isNew: isNew)
    await link.stop(within: .seconds(1))
    switch result {
    case .signedIn, .created, .signedOut: return
    case .failed(let reason): throw HoldsError(reason)
    case .unanswered(let reason):
      throw HoldsError(reason, hint: "Does the service run, and is its address right?")
    }
  }

  /// Reads a line; on a terminal it does not appear.
  private static func readPassword() -> String? {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return readLine() }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      FileHandle.standardError.write(Data("\n".utf8))
    }
    return readLine()
  }
}
