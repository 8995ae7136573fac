import CommandProgram
import ArgumentParser
import CognitoWire
import FoundationEssentials
import ServerStorage

/// `syncctl backup`: copies a data directory, also while a service works on it.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies a service's data directory, also while the service runs.",
    discussion: """
      The copy has everything that was acknowledged before it began, and the keys: keep it as \
      carefully as the original. To restore it, copy it to where 'syncd serve --data' looks.
      """)

  @Option(help: ArgumentHelp("The data directory.", valueName: "dir"))
  var data: String?

  @Argument(help: "The directory to make; it must not be there yet.")
  var target: String

  @OptionGroup var report: ReportOptions

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let data = try self.data ?? Self.usualDirectory(environment)
    do throws(StorageFailure) {
      let content = try Backup(of: data, to: target).make()
      Report(content, place: "Backup", path: target).write(report)
    } catch { throw Failure(error) }
  }

  /// The directory that `syncd serve` uses when it is told none.
  static func usualDirectory(_ environment: [String: String]) throws(Failure) -> String {
    if let given = environment["SYNCD_DATA"], !given.isEmpty { return given }
    if let home = environment["XDG_DATA_HOME"], home.hasPrefix("/") { return "\(home)/syncd" }
    if let home = environment["HOME"], home.hasPrefix("/") { return "\(home)/.local/share/syncd" }
    throw Failure(
      kind: .usage, message: "There is no home directory to find the data in.",
      hint: "Give --data DIR.")
  }
}

extension Report {
  /// Creates a report of what a copy holds.
  init(_ content: BackupContent, place: String, path: String) {
    let counts = [
      ("Pools", content.pools), ("Identities", content.identities), ("Datasets", content.datasets),
      ("Records", content.records), ("Accounts", content.accounts),
    ]
    var facts = Facts()
    facts.add(place, path)
    facts.add("Size", content.bytes.bytesText)
    for (name, count) in counts { facts.add(name, "\(count)") }
    self.init(
      facts,
      json: .object(
        [JSONMember(place, .string(path)), JSONMember("Bytes", .integer(Int64(content.bytes)))]
          + counts.map { JSONMember($0.0, .integer(Int64($0.1))) }))
  }
}

extension Failure {
  /// Creates what is told about a fault of the storage.
  init(_ failure: StorageFailure) {
    self.init(
      message: failure.message, hint: failure.detail.isEmpty ? nil : failure.detail)
  }
}
