import CommandProgram
import ArgumentParser
import CognitoWire
import IdentityCore
import SyncCore

/// `syncctl pool update`.
struct PoolUpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Changes a pool; what no option names stays as it is.")

  @Argument(help: "The identity pool.")
  var pool: IdentityPoolID

  @Option(help: ArgumentHelp("Another name.", valueName: "name"))
  var name: String?

  @OptionGroup var providers: ProviderOptions

  @Option(
    help: ArgumentHelp(
      "Let users of a provider in no more: amazon, facebook, google, or a login key; may be "
        + "repeated.", valueName: "provider"))
  var remove: [String] = []

  @Option(help: ArgumentHelp("The role of identities with a login.", valueName: "arn"))
  var memberRole: String?

  @Option(help: ArgumentHelp("The role of guests.", valueName: "arn"))
  var guestRole: String?

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  private var changesPool: Bool { name != nil || !providers.wishes.isEmpty || !remove.isEmpty }
  private var changesRoles: Bool { memberRole != nil || guestRole != nil }

  func validate() throws {
    guard changesPool || changesRoles else {
      throw ValidationError(
        "There is nothing to change. 'syncctl help pool update' lists the options.")
    }
  }

  func run() async throws {
    try await connection.perform { connection in
      var pool = try await connection.call(DescribeIdentityPool.self, pool)
      var roles = try await connection.call(GetIdentityPoolRoles.self, pool.id)
      if changesPool {
        pool.configuration = try changed(pool.configuration)
        pool = try await connection.call(UpdateIdentityPool.self, pool)
      }
      if changesRoles {
        roles.roles.authenticated = memberRole ?? roles.roles.authenticated
        roles.roles.unauthenticated = guestRole ?? roles.roles.unauthenticated
        _ = try await connection.call(SetIdentityPoolRoles.self, roles)
      }
      Report(pool, roles: roles.roles).write(report)
    }
  }

  /// Returns the configuration as the options want it.
  func changed(
    _ configuration: IdentityPoolConfiguration
  ) throws(Failure) -> IdentityPoolConfiguration {
    var configuration = configuration
    configuration.name = name ?? configuration.name
    for provider in remove {
      let key = PoolWishes.loginKeys[provider] ?? provider
      guard configuration.remove(provider: key) else {
        throw Failure(
          message: "The pool does not know the provider '\(provider)'.",
          hint: "'syncctl pool describe' lists its providers.")
      }
    }
    providers.wishes.apply(to: &configuration)
    return configuration
  }
}

extension IdentityPoolConfiguration {
  /// Forgets a provider by its login key, and tells whether it was there.
  fileprivate mutating func remove(provider key: String) -> Bool {
    let before = self
    supportedLoginProviders[key] = nil
    openIDConnectProviderARNs.removeAll { $0 == key || Self.provider(ofARN: $0) == key }
    userPoolClients.removeAll { $0.providerName == key }
    samlProviderARNs.removeAll { $0 == key }
    return self != before
  }
}
