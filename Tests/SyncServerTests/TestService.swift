import CognitoWire
import HTTPTypes
import Hummingbird
import IdentityCore
import IdentityTokens
import Logging
import RequestSigning
import ServerStorage
import SyncCore
import SyncServer
import Testing

/// A service with a store in memory, called without a network.
struct TestService: Sendable {
  static let developer = SigningCredentials(
    accessKeyID: "AKIATESTTESTTESTTEST", secretAccessKey: "developer-secret-key")

  /// The same for all, since an RSA key takes a while to make.
  private static let secrets: ServiceSecrets = {
    let entropy = TestEntropy(seed: 5).entropy
    var secrets = ServiceSecrets(created: 0, entropy: entropy)
    let key = try? OpenIDKey(region: "us-east-1", created: 1_800_000_000_000, entropy: entropy)
    secrets.openIDKeys = OpenIDKeyRing(newestFirst: [key].compactMap(\.self))
    return secrets
  }()

  let clock: TestClock
  let store: any ServerStore
  let application: Application<ServiceResponder>

  var responder: ServiceResponder { application.responder }

  init(
    store: any ServerStore = MemoryServerStore(), rates: RateLimits = .none,
    limits: SyncLimits = SyncLimits(), heartbeat: Duration = .seconds(3_600),
    servesMonitoring: Bool = true, issuer: String = "http://localhost",
    outlets: ServiceOutlets = ServiceOutlets(), seed: UInt64 = 7,
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
    providers: ProviderConfiguration = ProviderConfiguration(), secrets: ServiceSecrets? = nil,
    keepSecrets: @escaping @Sendable (ServiceSecrets) throws -> Void = { _ in },
    clock: TestClock = TestClock()
  ) async throws {
    self.store = store
    self.clock = clock
    let entropy = TestEntropy(seed: seed).entropy
    application = try await buildApplication(
      configuration: ServiceConfiguration(
        issuer: issuer,
        developer: DeveloperCredentials(
          accessKeyID: Self.developer.accessKeyID,
          secretAccessKey: Self.developer.secretAccessKey),
        limits: limits, rates: rates, servesMonitoring: servesMonitoring, heartbeat: heartbeat,
        passwordCost: PasswordHash.Cost(logarithm: 4, blockSize: 8, parallelism: 1),
        outlets: outlets, providers: providers),
      parts: ServiceParts(
        store: store, secrets: secrets ?? Self.secrets, keepSecrets: keepSecrets,
        surroundings: Surroundings(now: { clock.now }, entropy: entropy),
        logger: logger))
  }

  /// Sends a request as it is given, signed if there are credentials.
  func send(
    _ method: HTTPRequest.Method, _ target: String, _ body: String = "",
    as credentials: SigningCredentials? = nil, service: String = "cognito-sync",
    fields: [(String, String)] = [], from address: String = "local"
  ) async throws -> Reply {
    var request = HTTPRequest(
      method: method, scheme: "http", authority: "localhost", path: target)
    for (name, value) in fields {
      request.headerFields[try #require(HTTPField.Name(name))] = value
    }
    if let credentials {
      RequestSigner(credentials: credentials, region: "us-east-1", service: service)
        .sign(&request, body: Array(body.utf8), at: clock.now.milliseconds)
    }
    let (head, bytes) = try await responder.answer(request, body: Array(body.utf8), from: address)
    return Reply(head: head, body: bytes)
  }

  /// Performs an operation as its description says.
  func call<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input, as credentials: SigningCredentials?,
    from address: String = "local"
  ) async throws -> Operation.Output {
    let message = operation.encode(input)
    var request = operation.route.request(for: message)
    request.authority = "localhost"
    if let credentials {
      let service =
        switch operation.route.dialect {
        case .sync: "cognito-sync"
        case .identity: "cognito-identity"
        case .analytics: "mobileanalytics"
        }
      RequestSigner(credentials: credentials, region: "us-east-1", service: service)
        .sign(&request, body: message.body, at: clock.now.milliseconds)
    }
    let (head, body) = try await responder.answer(request, body: message.body, from: address)
    guard head.status.kind == .successful else { throw Reply(head: head, body: body).error }
    return try operation.decode(output: body)
  }

  /// The game's pool.
  func pool() async throws -> IdentityPoolID {
    let reply = try await send(.get, "/.well-known/hundred-holds")
    return try #require(IdentityPoolID(reply.text("identityPoolId")))
  }

  /// Makes a guest with an hour's credentials.
  func guest() async throws -> Guest {
    let pool = try await pool()
    let identity = try await call(GetID.self, GetID.Input(pool: pool), as: nil)
    return Guest(
      pool: pool, identity: identity, credentials: try await credentials(for: identity))
  }

  /// Returns an hour's credentials.
  func credentials(
    for identity: IdentityID, logins: [String: String] = [:]
  ) async throws -> SigningCredentials {
    let output = try await call(
      GetCredentialsForIdentity.self,
      GetCredentialsForIdentity.Input(identity: identity, logins: logins), as: nil)
    return SigningCredentials(
      accessKeyID: output.accessKeyID, secretAccessKey: output.secretAccessKey,
      sessionToken: output.sessionToken)
  }

  /// Adds an account and returns its tokens.
  func signUp(_ name: String, _ password: String = "correct horse") async throws -> Reply {
    _ = try await send(
      .post, "/accounts", #"{"username":"\#(name)","password":"\#(password)"}"#)
    return try await signIn(name, password)
  }

  func signIn(
    _ name: String, _ password: String = "correct horse", from address: String = "local"
  ) async throws -> Reply {
    let password = password.replacing(" ", with: "+")
    return try await send(
      .post, "/oauth2/token",
      "grant_type=password&username=\(name)&password=\(password)&client_id=hundred-holds",
      from: address)
  }
}
