package import IdentityCore
package import SyncCore

/// Validates logins of every kind as a pool is configured (cognito-sync.md 3.4).
package struct ProviderDirectory: Sendable {
  private let settings: ProviderSettings
  private let transport: ProviderTransport
  private let keys: IssuerKeys
  private let cognito: CognitoTokenValidator?

  /// Creates a directory; keys of issuers are kept as long as it lives.
  ///
  /// - Parameter cognito: Validates the service's own tokens; without it they are not supported.
  package init(
    settings: ProviderSettings = ProviderSettings(), cognito: CognitoTokenValidator?,
    transport: ProviderTransport
  ) {
    self.settings = settings
    self.transport = transport
    self.cognito = cognito
    keys = IssuerKeys(transport: transport)
  }

  /// Returns the users behind all of `logins`; one that is no good fails the whole call.
  ///
  /// - Parameter logins: Tokens by login key.
  package func validate(
    _ logins: [String: String], for pool: IdentityPool, now: Timestamp
  ) async throws(LoginError) -> ValidatedLogins {
    var kinds: [(provider: String, token: String, kind: ProviderKind)] = []
    for (provider, token) in logins.sorted(by: { $0.key < $1.key }) {
      // Nobody is asked about a call that fails anyway.
      guard let kind = ProviderKind(provider, in: pool.configuration), kind != .developer else {
        throw .providerNotSupported
      }
      kinds.append((provider, token, kind))
    }
    var validated = ValidatedLogins()
    for (provider, token, kind) in kinds {
      guard kind != .cognito else {
        guard let cognito, validated.token == nil else { throw .providerNotSupported }
        validated.token = try await cognito.validate(token, for: pool.id, now: now)
        continue
      }
      let claims = try await claims(of: token, provider, kind, pool, now)
      validated.logins.insert(Login(provider: provider, user: claims.user))
      validated.claims[provider] = claims
    }
    return validated
  }

  private func claims(
    of token: String, _ provider: String, _ kind: ProviderKind, _ pool: IdentityPool,
    _ now: Timestamp
  ) async throws(LoginError) -> LoginClaims {
    if let check = settings.checks[provider] { return try await check(token, pool, now) }
    let call = ProviderCall(provider: provider, transport: transport)
    let application = pool.configuration.supportedLoginProviders[provider] ?? ""
    switch kind {
    case .amazon:
      let address = try address(of: provider, usually: "https://api.amazon.com")
      return try await AmazonValidator(call: call, address: address, appID: application)
        .validate(token)
    case .facebook:
      let address = try address(of: provider, usually: "https://graph.facebook.com")
      return try await FacebookValidator(
        call: call, address: address, appID: application,
        secret: settings.facebookSecrets[application]
      ).validate(token, at: now.milliseconds)
    case .google, .apple, .openIDConnect:
      return try await openIDConnect(token, provider, clientIDs(of: provider, pool), now)
    case .userPool: return try await userPool(token, provider, pool, now)
    case .twitter, .saml: throw .noValidator(provider)
    case .developer, .cognito: throw .providerNotSupported
    }
  }

  private func openIDConnect(
    _ token: String, _ provider: String, _ clientIDs: Set<String>, _ now: Timestamp
  ) async throws(LoginError) -> LoginClaims {
    let address = try address(of: provider, usually: "https://\(provider)")
    return try await OpenIDConnectValidator(
      issuer: Issuer(provider: provider, address: address), clientIDs: clientIDs, keys: keys
    ).validate(token, at: now.milliseconds)
  }

  private func userPool(
    _ token: String, _ provider: String, _ pool: IdentityPool, _ now: Timestamp
  ) async throws(LoginError) -> LoginClaims {
    let clients = pool.configuration.userPoolClients.filter { $0.providerName == provider }
    let login = try await openIDConnect(token, provider, Set(clients.map(\.clientID)), now)
    // Access tokens come from the same issuer and are meant for other purposes.
    guard login.claims["token_use"].map({ $0 == .text("id") }) ?? true else { throw .refused }
    guard let client = clients.first(where: { $0.clientID == login.client }),
      client.checksTokenOnServer
    else { return login }
    guard let check = settings.userPoolCheck else { throw .noValidator(provider) }
    guard try await check(client, login) else { throw .refused }
    return login
  }

  /// Returns the applications that tokens of an OpenID Connect provider may be for: those the pool
  /// names, separated by semicolons, and for a provider named by ARN those of the service.
  private func clientIDs(of provider: String, _ pool: IdentityPool) -> Set<String> {
    let named = pool.configuration.supportedLoginProviders[provider, default: ""]
      .split(separator: ";").map(String.init)
    let isByARN = pool.configuration.openIDConnectProviders.contains(provider)
    return Set(named).union(isByARN ? settings.clientIDs[provider, default: []] : [])
  }

  private func address(
    of provider: String, usually url: String
  ) throws(LoginError) -> ProviderAddress {
    guard let address = settings.addresses[provider] ?? ProviderAddress(url) else {
      throw .unreachable(provider)
    }
    return address
  }
}
