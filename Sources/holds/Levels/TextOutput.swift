import ArgumentParser
import CommandProgram
import Foundation

/// Where a command leaves the text it made.
struct TextOutput: ParsableArguments {
  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"))
  var output: String?

  /// Writes `text`, which is empty or ends with a line end, whole or not at all.
  func write(_ text: String) throws {
    guard let output, output != "-" else {
      if text.hasSuffix("\n") { Output.say(String(text.dropLast())) }
      return
    }
    do {
      let url = URL(filePath: output)
      let isNew = !FileManager.default.fileExists(atPath: output)
      try Data(text.utf8).write(to: url, options: .atomic)
      guard isNew else { return }
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: output)
    } catch {
      throw HoldsError(
        "'\(output.escaped)' cannot be written.", hint: "Does the directory exist, and is it yours?"
      )
    }
  }
}
