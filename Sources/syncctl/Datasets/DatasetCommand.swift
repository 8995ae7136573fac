import CommandProgram
import ArgumentParser
import CognitoWire
import SyncCore

/// `syncctl dataset`: what identities store.
struct DatasetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dataset", abstract: "Looks at datasets and changes them.",
    subcommands: [
      DatasetListCommand.self, DatasetShowCommand.self, DatasetExportCommand.self,
      DatasetImportCommand.self, DatasetDeleteCommand.self,
    ])
}

/// `syncctl dataset list`.
struct DatasetListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the datasets of an identity.")

  @OptionGroup var owner: IdentityArguments
  @OptionGroup var listing: ListingOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      let datasets = try await connection.datasets(
        of: owner.identity, in: owner.pool, limit: listing.limit)
      Report(datasets, width: Output.columns).write(report)
    }
  }
}

/// `syncctl dataset show`.
struct DatasetShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows the records of a dataset.")

  @OptionGroup var dataset: DatasetArguments

  @Flag(help: "Show removed records too.")
  var all = false

  @OptionGroup var listing: ListingOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      let records = try await connection.existingRecords(of: dataset.reference)
      Report(
        records, withRemoved: all, limit: listing.limit, width: Output.columns
      ).write(report)
    }
  }
}

/// `syncctl dataset export`.
struct DatasetExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes a dataset as JSON to standard output.")

  @OptionGroup var dataset: DatasetArguments

  @Flag(help: "Export removed records too.")
  var all = false

  @OptionGroup var connection: ConnectionOptions

  func run() async throws {
    try await connection.perform { connection in
      var listing = try await connection.existingRecords(of: dataset.reference)
      if !all { listing.records.removeAll(where: \.isDeleted) }
      Output.say(DatasetFile.json(listing, of: dataset.reference).text)
    }
  }
}

/// `syncctl dataset delete`.
struct DatasetDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Deletes a dataset with all its records.")

  @OptionGroup var dataset: DatasetArguments
  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try confirmation.require(
      "Dataset '\(dataset.name)' of \(dataset.owner.identity) will be deleted for good.")
    try await connection.perform { connection in
      let last = try await connection.call(DeleteDataset.self, dataset.reference)
      Report(
        lines: ["Deleted '\(last.name)' with \(last.recordCount) records."],
        json: JSONValue(body: DeleteDataset.encode(last))
      ).write(report)
    }
  }
}
