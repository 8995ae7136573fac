import CommandProgram
import ArgumentParser
import CognitoWire
import SyncCore

/// `syncctl bulk-publish`: publishes all that a pool stores to its stream.
struct BulkPublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bulk-publish", abstract: "Publishes all datasets of a pool to its stream.",
    subcommands: [BulkPublishStartCommand.self, BulkPublishStatusCommand.self])
}

/// `syncctl bulk-publish start`.
struct BulkPublishStartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Begins to publish; the service goes on by itself.")

  @Argument(help: "The identity pool.")
  var pool: IdentityPoolID

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      let pool = try await connection.call(BulkPublish.self, pool)
      Report(
        lines: ["The bulk publish of \(pool) has begun."],
        json: JSONValue(body: BulkPublish.encode(pool))
      ).write(report)
    }
  }
}

/// `syncctl bulk-publish status`.
struct BulkPublishStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tells how the last bulk publish went.")

  @Argument(help: "The identity pool.")
  var pool: IdentityPoolID

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      Report(try await connection.call(GetBulkPublishDetails.self, pool)).write(report)
    }
  }
}

extension Report {
  /// Creates a report of a bulk publish.
  init(_ output: GetBulkPublishDetails.Output) {
    var facts = Facts()
    facts.add("Pool", output.pool.rawValue)
    facts.add("Status", output.details.status.rawValue)
    facts.add("Started", output.details.started?.text)
    facts.add("Completed", output.details.completed?.text)
    facts.add("Failure", output.details.failureMessage)
    self.init(facts, json: JSONValue(body: GetBulkPublishDetails.encode(output)))
  }
}
