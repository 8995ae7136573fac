import CognitoWire
import HTTPTypes
import IdentityCore
import IdentityTokens
import Logging
import RequestSigning
import ServerStorage
import SyncCore
import SyncServer
import Testing

/// A service with a pool that trusts the stub providers and a backend.
struct IdentityWorld: Sendable {
  static let backend = "login.backend"

  let service: TestService
  let providers: StubProviders
  let pool: IdentityPoolID

  init(
    allowsGuests: Bool = true, allowsClassicFlow: Bool? = nil, rates: RateLimits = .none,
    store: any ServerStore = MemoryServerStore(),
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  ) async throws {
    providers = try await StubProviders()
    service = try await TestService(
      store: store, rates: rates, logger: logger, providers: providers.configuration)
    let configuration = IdentityPoolConfiguration(
      name: "App", allowsGuests: allowsGuests, allowsClassicFlow: allowsClassicFlow,
      supportedLoginProviders: [
        StubProviders.amazon: StubProviders.amazonApp,
        StubProviders.facebook: StubProviders.facebookApp,
      ], developerProviderName: Self.backend,
      openIDConnectProviderARNs: [
        "arn:aws:iam::123456789012:oidc-provider/\(StubProviders.openID)"
      ])
    pool = try await service.call(
      CreateIdentityPool.self, configuration, as: TestService.developer
    ).id
  }

  private init(_ world: IdentityWorld, service: TestService) {
    providers = world.providers
    pool = world.pool
    self.service = service
  }

  /// Returns the same world with its service started again.
  func restarted(on store: any ServerStore) async throws -> IdentityWorld {
    IdentityWorld(
      self,
      service: try await TestService(
        store: store, seed: 8, providers: providers.configuration, clock: service.clock))
  }

  /// Returns a login of Amazon's user `name`.
  func amazon(_ name: String) -> [String: String] { [StubProviders.amazon: name] }

  /// Returns a login of Facebook's user `name`.
  func facebook(_ name: String) -> [String: String] { [StubProviders.facebook: name] }

  /// Returns a login of the OpenID Connect provider's user `name`.
  func openID(_ name: String) async throws -> [String: String] {
    [StubProviders.openID: try await providers.token(name)]
  }

  func id(_ logins: [String: String] = [:]) async throws -> IdentityID {
    try await service.call(GetID.self, GetID.Input(pool: pool, logins: logins), as: nil)
  }

  func credentials(
    _ identity: IdentityID, _ logins: [String: String] = [:], role: String? = nil
  ) async throws -> Guest {
    let output = try await service.call(
      GetCredentialsForIdentity.self,
      GetCredentialsForIdentity.Input(identity: identity, logins: logins, customRole: role),
      as: nil)
    return Guest(
      pool: pool, identity: output.identity,
      credentials: SigningCredentials(
        accessKeyID: output.accessKeyID, secretAccessKey: output.secretAccessKey,
        sessionToken: output.sessionToken))
  }

  /// Makes an identity with credentials.
  func user(_ logins: [String: String] = [:]) async throws -> Guest {
    try await credentials(try await id(logins), logins)
  }

  func openIDToken(
    _ identity: IdentityID, _ logins: [String: String] = [:]
  ) async throws -> OpenIDToken {
    try await service.call(
      GetOpenIDToken.self, GetOpenIDToken.Input(identity: identity, logins: logins), as: nil)
  }

  /// Asks for the token of the backend's user `name`.
  func developerToken(
    _ name: String, for identity: IdentityID? = nil, logins: [String: String] = [:],
    tags: [String: String] = [:], duration: Int? = nil
  ) async throws -> OpenIDToken {
    try await service.call(
      GetOpenIDTokenForDeveloperIdentity.self,
      GetOpenIDTokenForDeveloperIdentity.Input(
        pool: pool, identity: identity, logins: logins.merging([Self.backend: name]) { $1 },
        principalTags: tags, duration: duration), as: TestService.developer)
  }

  func setRoles(_ roles: PoolRoles) async throws {
    _ = try await service.call(
      SetIdentityPoolRoles.self, GetIdentityPoolRoles.Output(pool: pool, roles: roles),
      as: TestService.developer)
  }

  /// Makes or replaces a role and returns its ARN.
  ///
  /// - Parameter trust: The only statement of the trust policy; everybody of this pool by default.
  @discardableResult
  func makeRole(
    _ name: String, trust: String? = nil, allowing statements: String = statement("Allow", "*")
  ) async throws -> String {
    let trust =
      trust
        ?? #"""
        {"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},
         "Action":"sts:AssumeRoleWithWebIdentity",
         "Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"\#(pool)"}}}
        """#
    _ = try await service.call(
      UpdateRole.self,
      UpdateRole.Input(
        name: name, trustPolicy: #"{"Version":"2012-10-17","Statement":[\#(trust)]}"#,
        permissionPolicy: #"{"Version":"2012-10-17","Statement":[\#(statements)]}"#),
      as: TestService.developer)
    return "arn:aws:iam::123456789012:role/\(name)"
  }

  /// Sends a form of the query protocol; a change replaces, adds or removes a parameter.
  func assume(
    _ role: String, _ token: String, changing changes: [String: String?] = [:],
    method: HTTPRequest.Method = .post
  ) async throws -> Reply {
    var form: [String: String?] = [
      "Action": "AssumeRoleWithWebIdentity", "Version": "2011-06-15", "RoleArn": role,
      "RoleSessionName": "web-identity", "WebIdentityToken": token,
    ]
    form.merge(changes) { $1 }
    let text = form.compactMap { name, value in value.map { "\(name)=\(Self.encoded($0))" } }
      .joined(separator: "&")
    guard method == .post else { return try await service.send(.get, "/?\(text)") }
    return try await service.send(
      .post, "/", text, fields: [("Content-Type", "application/x-www-form-urlencoded")])
  }

  /// Returns the session of an answer of the query protocol.
  func session(_ reply: Reply, of identity: IdentityID) throws -> Guest {
    Guest(
      pool: pool, identity: identity,
      credentials: SigningCredentials(
        accessKeyID: try #require(reply.element("AccessKeyId")),
        secretAccessKey: try #require(reply.element("SecretAccessKey")),
        sessionToken: reply.element("SessionToken")))
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
    }.joined()
  }
}

extension Reply {
  /// The text of the first element called `name` in a body of XML.
  func element(_ name: String) -> String? {
    guard let start = bodyText.firstRange(of: "<\(name)>")?.upperBound,
      let end = bodyText[start...].firstRange(of: "</\(name)>")?.lowerBound
    else { return nil }
    return String(bodyText[start..<end])
  }
}

extension OpenIDToken {
  /// What stands between the first two points, unverified.
  var claims: JSONValue { Self.json(token.split(separator: ".")[1]) }

  /// What stands before the first point.
  var header: JSONValue { Self.json(token.split(separator: ".")[0]) }

  private static func json(_ part: Substring) -> JSONValue {
    Base64URL.decode(part).flatMap { try? JSONReader.read($0) } ?? .null
  }
}
