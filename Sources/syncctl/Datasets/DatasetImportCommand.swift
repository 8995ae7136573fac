import CommandProgram
import ArgumentParser
import CognitoWire
import SyncClient
import SyncCore

/// `syncctl dataset import`.
struct DatasetImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Writes an exported dataset back, as one commit.",
    discussion: """
      All changes are made or none. Where the file came from this very dataset, nothing is written \
      over that was changed after the export, unless --overwrite says so.
      """)

  @OptionGroup var dataset: DatasetArguments

  @Argument(help: "The exported file; - for standard input.")
  var file = "-"

  @Flag(help: "Remove the keys that are not in the file.")
  var replace = false

  @Flag(help: "Write over what was changed after the export.")
  var overwrite = false

  @Flag(help: "Tell what would be changed, and change nothing.")
  var dryRun = false

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    let file = try DatasetFile(bytes: InputFile(path: self.file).bytes())
    try await connection.perform { connection in
      let report = try await connection.write(
        file, to: dataset.reference, removesOthers: replace, overwrites: overwrite, isTrial: dryRun)
      report.write(self.report)
    }
  }
}

extension Connection {
  /// Makes `dataset` what `file` says, and reports what was changed.
  func write(
    _ file: DatasetFile, to dataset: DatasetReference, removesOthers: Bool, overwrites: Bool,
    isTrial: Bool
  ) async throws -> Report {
    let current = try await records(of: dataset)
    let change = DatasetImport(
      file, into: dataset, current: current, removesOthers: removesOthers, now: clock.time)
    if let first = change.conflicts.first, !overwrites {
      let others = change.conflicts.count - 1
      throw Failure(
        message: "'\(first)'\(others > 0 ? " and \(others) more" : "") changed after the export; "
          + "nothing was written.",
        hint: "Export again, or write over the changes with --overwrite.")
    }
    if !isTrial, !change.patches.isEmpty {
      _ = try await call(
        UpdateRecords.self,
        UpdateRecords.Input(
          path: dataset, sessionToken: current.sessionToken, patches: change.patches))
    }
    return Report(change, isTrial: isTrial)
  }
}

extension Report {
  /// Creates a report of an import.
  init(_ change: DatasetImport, isTrial: Bool) {
    let removed = change.patches.filter { $0.value == nil }
    let written = change.patches.count - removed.count
    let verb = isTrial ? "Would write" : "Wrote"
    let list = isTrial ? change.patches.map { "\($0.value == nil ? "-" : "+") \($0.key)" } : []
    self.init(
      lines: list.map(\.escaped) + [
        "\(verb) \(written) and remove\(isTrial ? "" : "d") \(removed.count) records; "
          + "\(change.unchangedCount) are as they should be."
      ],
      json: .object([
        JSONMember("DryRun", .bool(isTrial)), JSONMember("Removed", .integer(Int64(removed.count))),
        JSONMember("Unchanged", .integer(Int64(change.unchangedCount))),
        JSONMember("Written", .integer(Int64(written))),
      ]))
  }
}
