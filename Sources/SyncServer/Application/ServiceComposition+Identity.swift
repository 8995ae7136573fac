import IdentityCore
import IdentityTokens
import Logging
import LoginProviders

extension ServiceComposition {
  /// Returns what answers the operations of the identity service.
  func identity(_ gate: RequestGate) throws -> IdentityEndpoint {
    let builtIn = BuiltInProvider(
      authority: authority, clientIDs: Set(configuration.clientIDs))
    let desk = IdentityDesk(
      store: parts.store,
      providers: ProviderDirectory(
        settings: try configuration.providers.settings(checks: [builtIn.loginKey: builtIn.check]),
        cognito: cognito, transport: configuration.providers.transport),
      tokens: openID, region: configuration.region, account: configuration.account,
      surroundings: parts.surroundings, logger: parts.logger)
    return IdentityEndpoint(
      authenticator: gate.authenticator, access: gate.access,
      throttle: gate.throttle, quotas: IdentityQuotas(configuration.rates),
      users: UserOperations(
        desk: desk, roles: roles,
        sessions: SessionIssuer(desk: desk, roles: roles, sealer: sealer)),
      owner: PoolAdministration(
        store: parts.store, roles: roles, region: configuration.region,
        surroundings: parts.surroundings, logger: parts.logger),
      backend: DeveloperOperations(desk: desk), labels: PoolLabels(desk: desk))
  }

  /// Returns what answers the query protocol.
  func sts(_ gate: RequestGate) -> STSEndpoint {
    STSEndpoint(
      sessions: WebIdentitySessions(
        store: parts.store, tokens: cognito, roles: roles, sealer: sealer,
        surroundings: parts.surroundings,
        isSecure: configuration.issuer.hasPrefix("https://"), logger: parts.logger),
      throttle: gate.throttle)
  }

  /// What validates the identity service's own tokens.
  private var cognito: CognitoTokenValidator {
    CognitoTokenValidator(issuer: openID.issuer) { [openID] in await openID.keySet }
  }
}

extension OpenIDTokenAuthority {
  /// Creates the identity service's authority, whose keys are kept with all others.
  init(
    _ configuration: ServiceConfiguration, _ parts: ServiceParts, _ keeper: SecretsKeeper
  ) {
    self.init(
      issuer: configuration.openIDIssuer, region: configuration.region,
      ring: parts.secrets.openIDKeys, entropy: parts.surroundings.entropy
    ) { [logger = parts.logger] ring in
      do {
        try keeper.change { $0.openIDKeys = ring }
      } catch {
        // Tokens of a key that was not kept are good until the next start.
        logger.error("signing keys could not be kept", metadata: ["error": "\(error)"])
      }
    }
  }
}
