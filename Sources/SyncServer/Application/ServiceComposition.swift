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
  let sealer: SessionTokenSealer
  let sessionTokens: SyncSessionTokens
  let openID: OpenIDTokenAuthority
  let hub: EventHub
  let gamePool: IdentityPoolID
  let roles: RoleDirectory
  let work: BackgroundWork

  func responder() throws -> ServiceResponder {
    let gate = RequestGate(
      authenticator: Authenticator(
        region: configuration.region, account: configuration.account,
        developer: configuration.developer, sealer: sealer),
      access: AccessCheck(
        policy: AccessPolicy(
          roles: roles, region: configuration.region,
          isSecure: configuration.issuer.hasPrefix("https://"), logger: parts.logger)),
      throttle: RequestThrottle(configuration.rates),
      identities: IdentityGuard(store: parts.store, logger: parts.logger))
    let metrics = ServiceMetrics()
    return ServiceResponder(
      sync: sync(gate),
      identity: try identity(gate), sts: sts(gate),
      events: EventEndpoint(
        gate: gate, store: parts.store, hub: hub, deletions: work.deletions, meter: parts.meter,
        logger: parts.logger),
      plain: try plain(metrics), metrics: metrics, meter: parts.meter,
      surroundings: parts.surroundings, logger: parts.logger)
  }

  private func sync(_ gate: RequestGate) -> SyncEndpoint {
    SyncEndpoint(
      gate: gate, datasets: datasets,
      devices: DeviceEndpoint(
        store: parts.store, surroundings: parts.surroundings, logger: parts.logger),
      pools: PoolEndpoint(
        store: parts.store, settings: work.settings, sessions: work.sessions,
        publisher: work.publisher, logger: parts.logger),
      publishing: PublishingEndpoint(
        store: parts.store, settings: work.settings, publisher: work.publisher,
        logger: parts.logger),
      analytics: AnalyticsEndpoint(store: parts.store, logger: parts.logger),
      roles: RoleEndpoint(directory: roles, logger: parts.logger))
  }

  private var datasets: DatasetEndpoint {
    let outlets = configuration.outlets
    return DatasetEndpoint(
      store: parts.store,
      tokens: sessionTokens,
      limits: configuration.limits, settings: work.settings,
      trigger: SyncTrigger(
        store: parts.store, region: configuration.region, handlers: outlets.triggers,
        limit: outlets.triggerLimit, logger: parts.logger),
      publisher: work.publisher, sessions: work.sessions, deletions: work.deletions,
      identities: IdentityGuard(store: parts.store, logger: parts.logger), logger: parts.logger)
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
      identityConfiguration: try DiscoveryDocument(
        openIDIssuer: configuration.openIDIssuer,
        keySet: configuration.issuer + PlainEndpoint.Place.identityKeySet.rawValue
      ).json, identityTokens: openID,
      servesMonitoring: configuration.servesMonitoring,
      metrics: { [hub, parts] in
        metrics.text(openStreams: hub.streamCount, storageBytes: parts.storageBytes())
      },
      isHealthy: { [parts, gamePool] in (try? await parts.store.pool(gamePool)) != nil },
      payload: payload)
  }

  @Sendable private func payload(_ name: String) async -> [UInt8]? {
    do throws(StorageFailure) {
      return try await configuration.outlets.payloads?.content(
        name, at: parts.surroundings.now())
    } catch {
      StoreError.failure(error).log(to: parts.logger)
      return nil
    }
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
