import CognitoWire
import IdentityCore
import IdentityTokens
import ServerStorage
import SyncCore

/// Puts the endpoints of a service together.
struct ServiceComposition {
  let configuration: ServiceConfiguration
  let parts: ServiceParts
  let authority: TokenAuthority
  let hub: EventHub
  let gamePool: IdentityPoolID

  func responder() throws -> ServiceResponder {
    let sealer = SessionTokenSealer(
      key: parts.secrets.sealingKey, entropy: parts.surroundings.entropy)
    let authenticator = Authenticator(
      region: configuration.region, account: configuration.account,
      developer: configuration.developer, sealer: sealer)
    let access = AccessCheck(policy: .everything)
    let throttle = RequestThrottle(configuration.rates)
    let metrics = ServiceMetrics()
    return ServiceResponder(
      sync: SyncEndpoint(
        store: parts.store, authenticator: authenticator, access: access, throttle: throttle,
        logger: parts.logger,
        tokens: SyncSessionTokens(
          key: parts.secrets.sessionKey, entropy: parts.surroundings.entropy),
        limits: configuration.limits),
      identity: IdentityEndpoint(
        store: parts.store, authenticator: authenticator, access: access, throttle: throttle,
        logger: parts.logger,
        logins: LoginValidator(authority: authority, clientIDs: Set(configuration.clientIDs)),
        sealer: sealer, region: configuration.region, account: configuration.account,
        surroundings: parts.surroundings),
      events: EventEndpoint(
        store: parts.store, authenticator: authenticator, access: access, throttle: throttle,
        logger: parts.logger, hub: hub, meter: parts.meter),
      plain: try plain(metrics), metrics: metrics, meter: parts.meter,
      surroundings: parts.surroundings, logger: parts.logger)
  }

  private func plain(_ metrics: ServiceMetrics) throws -> PlainEndpoint {
    let accounts = AccountEndpoint(
      store: parts.store,
      hasher: PasswordHasher(
        cost: configuration.passwordCost, entropy: parts.surroundings.entropy),
      attempts: AttemptLimits(configuration.rates), surroundings: parts.surroundings,
      logger: parts.logger)
    let tokens = TokenEndpoint(
      accounts: accounts, authority: authority, clientIDs: Set(configuration.clientIDs),
      entropy: parts.surroundings.entropy)
    return PlainEndpoint(
      authority: authority, accounts: accounts, tokens: tokens, discovery: discovery,
      openIDConfiguration: try DiscoveryDocument(issuer: configuration.issuer).json,
      servesMonitoring: configuration.servesMonitoring,
      metrics: { [hub, parts] in
        metrics.text(openStreams: hub.streamCount, storageBytes: parts.storageBytes())
      },
      isHealthy: { [parts, gamePool] in (try? await parts.store.pool(gamePool)) != nil })
  }

  /// What the game has to know before it signs in.
  private var discovery: [UInt8] {
    JSONWriter.write(
      .object([
        JSONMember(
          "clientId",
          .string(configuration.clientIDs.first ?? ServiceConfiguration.gameClientID)),
        JSONMember("identityPoolId", .string(gamePool.rawValue)),
        JSONMember("issuer", .string(configuration.issuer)),
        JSONMember("loginProvider", .string(Login.provider(ofIssuer: configuration.issuer))),
        JSONMember("region", .string(configuration.region)),
      ]))
  }
}
