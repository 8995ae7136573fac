import CommandProgram
import ArgumentParser
import CognitoWire
import IdentityCore
import SyncCore

/// `syncctl pool`: identity pools.
struct PoolCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pool", abstract: "Makes identity pools, looks at them and changes them.",
    subcommands: [
      PoolListCommand.self, PoolDescribeCommand.self, PoolCreateCommand.self,
      PoolUpdateCommand.self, PoolDeleteCommand.self, PoolConfigurationCommand.self,
      PoolTriggerCommand.self,
    ])
}

/// `syncctl pool list`.
struct PoolListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the identity pools.")

  @OptionGroup var listing: ListingOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      let pools = try await connection.pools(limit: listing.limit)
      Report(pools, width: Output.columns).write(report)
    }
  }
}

/// `syncctl pool describe`.
struct PoolDescribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Tells how a pool is set up, and its roles.")

  @Argument(help: "The identity pool.")
  var pool: IdentityPoolID

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      let pool = try await connection.call(DescribeIdentityPool.self, pool)
      let roles = try await connection.call(GetIdentityPoolRoles.self, pool.id)
      Report(pool, roles: roles.roles).write(report)
    }
  }
}

/// `syncctl pool delete`.
struct PoolDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Deletes a pool with all its identities and their data.")

  @Argument(help: "The identity pool.")
  var pool: IdentityPoolID

  @OptionGroup var confirmation: ConfirmationOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      let described = try await connection.call(DescribeIdentityPool.self, pool)
      try confirmation.require(
        "Pool '\(described.configuration.name)' (\(pool)), its identities and all they store will "
          + "be deleted for good.")
      _ = try await connection.call(DeleteIdentityPool.self, pool)
      Report(
        lines: ["Deleted \(pool)."],
        json: .object([JSONMember("IdentityPoolId", .string(pool.rawValue))])
      ).write(report)
    }
  }
}

extension Connection {
  /// Returns the pools by their ids, all or the first `limit`.
  func pools(limit: Int?) async throws -> [ListIdentityPools.PoolName] {
    try await allPages(limit: limit) { token in
      let page = try await call(
        ListIdentityPools.self, ListIdentityPools.Input(pageSize: 60, nextToken: token))
      return (page.pools, page.nextToken)
    }
  }
}

extension Report {
  /// Creates a report of pools.
  init(_ pools: [ListIdentityPools.PoolName], width: Int?) {
    var table = Table(columns: [.text("POOL"), .flexible("NAME")])
    table.rows = pools.map { [$0.id.rawValue, $0.name] }
    let output = ListIdentityPools.Output(pools: pools, nextToken: nil)
    self.init(
      table, json: JSONValue(body: ListIdentityPools.encode(output)), width: width,
      emptyRemark: "There are no identity pools.")
  }

  /// Creates a report of one pool with its roles.
  init(_ pool: IdentityPool, roles: PoolRoles) {
    let configuration = pool.configuration
    var facts = Facts()
    facts.add("Pool", pool.id.rawValue)
    facts.add("Name", configuration.name)
    facts.add("Guests", configuration.allowsGuests ? "allowed" : "refused")
    facts.add("Classic flow", configuration.allowsClassicFlow ?? true ? "allowed" : "refused")
    for (key, app) in configuration.supportedLoginProviders.sorted(by: { $0.key < $1.key }) {
      facts.add("Provider", "\(key) for \(app)")
    }
    for arn in configuration.openIDConnectProviderARNs { facts.add("OpenID provider", arn) }
    for client in configuration.userPoolClients {
      facts.add("User pool", "\(client.providerName) for \(client.clientID)")
    }
    for arn in configuration.samlProviderARNs { facts.add("SAML provider", arn) }
    facts.add("Developer provider", configuration.developerProviderName)
    facts.add("Role of members", roles.authenticated ?? "none")
    facts.add("Role of guests", roles.unauthenticated ?? "none")
    for provider in roles.mappings.keys.sorted() { facts.add("Role mapping", provider) }
    for (key, value) in configuration.tags.sorted(by: { $0.key < $1.key }) {
      facts.add("Tag", "\(key) = \(value)")
    }
    let output = GetIdentityPoolRoles.Output(pool: pool.id, roles: roles)
    self.init(
      facts,
      json: JSONValue(body: DescribeIdentityPool.encode(pool))
        .joined(with: JSONValue(body: GetIdentityPoolRoles.encode(output))))
  }
}

extension JSONValue {
  /// The object with the members of `other` that it does not have.
  func joined(with other: JSONValue) -> JSONValue {
    guard case .object(let members) = self, case .object(let others) = other else { return self }
    let names = Set(members.map(\.name))
    return .object(
      (members + others.filter { !names.contains($0.name) }).sorted { $0.name < $1.name })
  }
}
