package import Hummingbird
package import HummingbirdCore
import IdentityCore
package import IdentityTokens
package import Logging
import NIOCore
package import ServerStorage
import SyncCore

/// What a service is built from beside its configuration.
package struct ServiceParts: Sendable {
  /// Where everything is kept.
  package var store: any ServerStore
  /// The service's own keys.
  package var secrets: ServiceSecrets
  /// Stores changed secrets.
  package var keepSecrets: @Sendable (ServiceSecrets) throws -> Void
  /// Clock and chance.
  package var surroundings: Surroundings
  /// Where it writes what happens.
  package var logger: Logger
  /// Knows whether the service is needed.
  package var meter: ActivityMeter
  /// Returns the size of the store, when it is on disk, in bytes.
  package var storageBytes: @Sendable () -> Int?

  /// Creates parts; without `keepSecrets`, changed secrets live as long as the process.
  package init(
    store: any ServerStore, secrets: ServiceSecrets,
    keepSecrets: @escaping @Sendable (ServiceSecrets) throws -> Void = { _ in },
    surroundings: Surroundings, logger: Logger, meter: ActivityMeter = ActivityMeter(),
    storageBytes: @escaping @Sendable () -> Int? = { nil }
  ) {
    self.store = store
    self.secrets = secrets
    self.keepSecrets = keepSecrets
    self.surroundings = surroundings
    self.logger = logger
    self.meter = meter
    self.storageBytes = storageBytes
  }
}

/// Builds the service: the same for `syncd` and for tests.
///
/// The issuer is adopted and the game's pool made before the first request is answered.
package func buildApplication(
  configuration: ServiceConfiguration, parts: ServiceParts,
  network: ApplicationConfiguration = ApplicationConfiguration(),
  server: @Sendable (ServiceResponder) throws -> HTTPServerBuilder = {
    ServiceNetwork.plain(for: $0)
  },
  onServerRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
) async throws -> Application<ServiceResponder> {
  try await parts.store.adoptIssuer(configuration.issuer)
  let pool = try await parts.store.gamePool(orCreate: try gamePool(configuration, parts))
  let authority = try await TokenAuthority(
    issuer: configuration.issuer, ring: parts.secrets.signingKeys)
  let hub = EventHub()
  let roles = RoleDirectory(store: parts.store, account: configuration.account)
  try await roles.makeDefaultRoles()
  try await roles.renewDefaultRoles()
  let work = BackgroundWork(configuration: configuration, parts: parts)
  let keeper = SecretsKeeper(parts.secrets, keep: parts.keepSecrets)
  let entropy = parts.surroundings.entropy
  let sealer = SessionTokenSealer(keys: parts.secrets.sealingKeys, entropy: entropy)
  let sessionTokens = SyncSessionTokens(keys: parts.secrets.sessionKeys, entropy: entropy)
  let responder = try ServiceComposition(
    configuration: configuration, parts: parts, authority: authority, sealer: sealer,
    sessionTokens: sessionTokens, openID: OpenIDTokenAuthority(configuration, parts, keeper),
    hub: hub, gamePool: pool.id, roles: roles, work: work
  ).responder()
  let rotation = KeyRotation(
    authority: authority, sealer: sealer, sessionTokens: sessionTokens, keeper: keeper,
    surroundings: parts.surroundings, logger: parts.logger)
  return Application(
    responder: responder, server: try server(responder), configuration: network,
    services: [EventHeartbeat(hub: hub, interval: configuration.heartbeat), rotation]
      + work.services,
    onServerRunning: onServerRunning, logger: parts.logger)
}

/// Returns the pool that the game gets when there is none yet.
private func gamePool(
  _ configuration: ServiceConfiguration, _ parts: ServiceParts
) throws -> IdentityPool {
  guard let id = IdentityPoolID("\(configuration.region):\(parts.surroundings.uniqueID())") else {
    throw ConfigurationError.region(configuration.region)
  }
  let provider = Login.provider(ofIssuer: configuration.issuer)
  return IdentityPool(
    id: id,
    configuration: IdentityPoolConfiguration(
      name: "Hundred Holds", allowsGuests: true,
      openIDConnectProviderARNs: [
        "arn:aws:iam::\(configuration.account):oidc-provider/\(provider)"
      ]))
}

/// Why a configuration cannot be used.
package enum ConfigurationError: Error, Hashable, Sendable {
  /// Identifiers cannot begin with this region.
  case region(String)
  /// An identity provider cannot be at this URL.
  case providerAddress(String)
}
