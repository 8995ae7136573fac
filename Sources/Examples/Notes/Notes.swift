import Foundation
import SyncClient
import SyncCore

/// A notes tool for several devices; all that knows of synchronization is in `Notebook`.
@main struct Notes {
  static let usage = """
    usage: Notes --server URL --pool ID --store FILE
                 list | add TEXT | edit ID TEXT | remove ID | why ID | sync |
                 login PROVIDER TOKEN
    """

  static func main() async {
    var words = CommandLine.arguments.dropFirst()
    var flags: [String: String] = [:]
    while let flag = words.first, flag.hasPrefix("--"), words.count > 1 {
      flags[String(flag.dropFirst(2))] = words.dropFirst().first
      words = words.dropFirst(2)
    }
    guard let server = flags.removeValue(forKey: "server"),
      let pool = flags.removeValue(forKey: "pool"),
      let store = flags.removeValue(forKey: "store"), flags.isEmpty, let command = words.popFirst()
    else { end(usage, status: 64) }
    do {
      let notebook = try Notebook(server: server, pool: pool, store: store)
      let isKnown = try await run(command, Array(words), notebook)
      await notebook.close()
      if !isKnown { end(usage, status: 64) }
    } catch let error as SyncError {
      end("notes: \(error.message)", status: 1)
    } catch {
      end("notes: \(error)", status: 1)
    }
  }

  /// Does what the user asked for, or returns that there is no such command.
  static func run(_ command: String, _ words: [String], _ notebook: Notebook) async throws -> Bool {
    switch (command, words.count) {
    case ("list", 0):
      // A star marks what no other device can have yet.
      for note in try notebook.notes() {
        print(note.isDirty ? "*" : " ", note.key, note.value ?? "")
      }
    case ("add", 1...): print(try notebook.add(words.joined(separator: " ")))
    case ("edit", 2...): try notebook.edit(words[0], words.dropFirst().joined(separator: " "))
    case ("remove", 1): try notebook.remove(words[0])
    case ("why", 1): for line in try notebook.why(words[0]) { print(line) }
    case ("sync", 0): for line in try await notebook.synchronize() { print(line) }
    case ("login", 2): try await notebook.signIn(provider: words[0], token: words[1])
    case _: return false
    }
    return true
  }

  /// Says why the program ends, and ends it.
  static func end(_ reason: String, status: Int32) -> Never {
    FileHandle.standardError.write(Data("\(reason)\n".utf8))
    exit(status)
  }
}
