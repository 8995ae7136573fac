import CommandProgram
import ArgumentParser
import CognitoWire
import SyncCore

/// `syncctl identity`: the identities of pools.
struct IdentityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identity", abstract: "Looks at identities and deletes them.",
    subcommands: [
      IdentityListCommand.self, IdentityDescribeCommand.self, IdentityDeleteCommand.self,
    ])
}

/// `syncctl identity list`.
struct IdentityListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the identities of a pool.")

  @Argument(help: "The identity pool.")
  var pool: IdentityPoolID

  @Flag(help: "Leave out identities that were merged into others.")
  var hideDisabled = false

  @OptionGroup var listing: ListingOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      let identities = try await connection.identities(
        of: pool, hidingDisabled: hideDisabled, limit: listing.limit)
      Report(identities, of: pool, width: Output.columns).write(report)
    }
  }
}

/// `syncctl identity describe`.
struct IdentityDescribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Tells the logins of an identity.")

  @Argument(help: "The identity.")
  var identity: IdentityID

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      Report(try await connection.call(DescribeIdentity.self, identity)).write(report)
    }
  }
}

/// `syncctl identity delete`.
struct IdentityDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Deletes identities with all they store.")

  @Argument(help: "The identities.")
  var identities: [IdentityID]

  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    let subject =
      identities.count == 1
      ? "Identity \(identities[0])" : "\(identities.count) identities"
    try confirmation.require("\(subject) and all they store will be deleted for good.")
    try await connection.perform { connection in
      let left = try await connection.delete(identities)
      Report(
        lines: ["Deleted \(identities.count - left.count) of \(identities.count)."]
          + left.map { "\($0.identity): \($0.reason.rawValue)" },
        json: JSONValue(body: DeleteIdentities.encode(left))
      ).write(report)
      guard left.isEmpty else { throw ExitCode.failure }
    }
  }
}

extension Connection {
  /// The most identities in one request (cognito-sync.md 3.3).
  private static let mostAtOnce = 60

  /// Returns the identities of a pool, all or the first `limit`.
  func identities(
    of pool: IdentityPoolID, hidingDisabled: Bool, limit: Int?
  ) async throws -> [IdentityDescription] {
    try await allPages(limit: limit) { token in
      let page = try await call(
        ListIdentities.self,
        ListIdentities.Input(
          pool: pool, pageSize: Self.mostAtOnce, nextToken: token, hidesDisabled: hidingDisabled))
      return (page.identities, page.nextToken)
    }
  }

  /// Deletes identities, and returns those that are left.
  func delete(_ identities: [IdentityID]) async throws -> [DeleteIdentities.Unprocessed] {
    var left: [DeleteIdentities.Unprocessed] = []
    for start in stride(from: 0, to: identities.count, by: Self.mostAtOnce) {
      left += try await call(
        DeleteIdentities.self, Array(identities[start...].prefix(Self.mostAtOnce)))
    }
    return left
  }
}

extension Report {
  /// Creates a report of a pool's identities.
  init(_ identities: [IdentityDescription], of pool: IdentityPoolID, width: Int?) {
    var table = Table(columns: [
      .text("IDENTITY"), .flexible("LOGINS"), .text("CREATED"), .text("MODIFIED"),
    ])
    table.rows = identities.map { identity in
      [
        identity.identity.rawValue, identity.logins.joined(separator: ", "), identity.created.text,
        identity.lastModified.text,
      ]
    }
    let output = ListIdentities.Output(pool: pool, identities: identities, nextToken: nil)
    self.init(
      table, json: JSONValue(body: ListIdentities.encode(output)), width: width,
      emptyRemark: "There are no identities.")
  }

  /// Creates a report of one identity.
  init(_ identity: IdentityDescription) {
    var facts = Facts()
    facts.add("Identity", identity.identity.rawValue)
    facts.add("Logins", identity.logins.isEmpty ? "none" : identity.logins.joined(separator: ", "))
    facts.add("Created", identity.created.text)
    facts.add("Modified", identity.lastModified.text)
    self.init(facts, json: JSONValue(body: DescribeIdentity.encode(identity)))
  }
}
