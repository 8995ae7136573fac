import CommandProgram
import ArgumentParser
import CognitoWire
import SyncCore

/// `syncctl usage`: what pools and identities store.
struct UsageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "usage", abstract: "Tells what all pools store, or one pool, or one identity.")

  @Argument(help: "The identity pool; without one, all are listed.")
  var pool: IdentityPoolID?

  @Argument(help: "An identity of the pool.")
  var identity: IdentityID?

  @OptionGroup var listing: ListingOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      let report =
        switch (pool, identity) {
        case (nil, _):
          Report(try await connection.poolUsages(limit: listing.limit), width: Output.columns)
        case (let pool?, nil):
          Report(try await connection.call(DescribeIdentityPoolUsage.self, pool))
        case (let pool?, let identity?):
          Report(
            try await connection.call(
              DescribeIdentityUsage.self, IdentityPath(pool: pool, identity: identity)))
        }
      report.write(self.report)
    }
  }
}

extension Connection {
  /// Returns what pools store by their ids, all or the first `limit`.
  func poolUsages(limit: Int?) async throws -> [PoolUsage] {
    try await allPages(limit: limit) { token in
      let page = try await call(
        ListIdentityPoolUsage.self,
        ListIdentityPoolUsage.Input(
          nextToken: token, requestedSize: ListIdentityPoolUsage.maximumPageSize))
      return (page.usages, page.nextToken)
    }
  }
}

extension Report {
  /// Creates a report of what pools store.
  init(_ usages: [PoolUsage], width: Int?) {
    var table = Table(columns: [
      .text("POOL"), .number("SIZE"), .number("SESSIONS"), .text("MODIFIED"),
    ])
    table.rows = usages.map { usage in
      [
        usage.pool.rawValue, usage.storageBytes.bytesText, "\(usage.sessionCount)",
        usage.lastModified?.text ?? "",
      ]
    }
    let output = ListIdentityPoolUsage.Output(
      usages: usages, maxResults: usages.count, nextToken: nil)
    self.init(
      table, json: JSONValue(body: ListIdentityPoolUsage.encode(output)), width: width,
      emptyRemark: "There are no identity pools.")
  }

  /// Creates a report of what a pool stores.
  init(_ usage: PoolUsage) {
    var facts = Facts()
    facts.add("Pool", usage.pool.rawValue)
    facts.add("Size", usage.storageBytes.bytesText)
    facts.add("Sessions this month", "\(usage.sessionCount)")
    facts.add("Modified", usage.lastModified?.text)
    self.init(facts, json: JSONValue(body: DescribeIdentityPoolUsage.encode(usage)))
  }

  /// Creates a report of what an identity stores.
  init(_ usage: IdentityUsage) {
    var facts = Facts()
    facts.add("Identity", usage.identity.rawValue)
    facts.add("Pool", usage.pool.rawValue)
    facts.add("Datasets", "\(usage.datasetCount)")
    facts.add("Size", usage.storageBytes.bytesText)
    facts.add("Modified", usage.lastModified.text)
    self.init(facts, json: JSONValue(body: DescribeIdentityUsage.encode(usage)))
  }
}
