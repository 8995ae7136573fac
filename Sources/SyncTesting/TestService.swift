import CognitoWire
import HTTPTypes
import Hummingbird
import IdentityCore
import IdentityTokens
import Logging
import RequestSigning
import ServerStorage
public import SyncClient
public import SyncCore
import SyncServer

/// A whole service within the test's own process: reached by calls, gone with the test.
///
/// It has one pool, which admits guests and the users of `logins(of:)`, and no limits of speed.
/// ```swift
/// let service = try await TestService()
/// let manager = try SyncManager(
///   service.configuration(storePath: file), transport: service.transport,
///   environment: service.clock.environment())
/// ```
public actor TestService {
  /// What signs requests of the owner: making pools, reading anybody's datasets.
  ///
  /// ```swift
  /// let keys = [service.developer.accessKeyID, service.developer.secretAccessKey]
  /// ```
  public struct Developer: Hashable, Sendable {
    /// The access key id.
    public let accessKeyID: String
    /// The secret access key.
    public let secretAccessKey: String
  }

  private static let issuer = "http://localhost"
  private static let password = "correct horse"

  /// The region in signatures and identifiers.
  public nonisolated let region = "us-east-1"
  /// The owner's credentials.
  public nonisolated let developer = Developer(
    accessKeyID: "AKIATEST", secretAccessKey: "secret")
  /// The pool, which all devices of a test share.
  public nonisolated let pool: IdentityPoolID
  /// The service's clock.
  public nonisolated let clock: TestClock

  private let secrets: ServiceSecrets
  private let store = MemoryServerStore()
  private let limits: SyncLimits
  private var accounts: Set<String> = []
  private var responder: ServiceResponder?

  /// Starts a service without any data.
  ///
  /// - Parameters:
  ///   - clock: The clock it goes by; devices may go by it, too.
  ///   - limits: The sizes it allows.
  /// - Throws: Why the service could not be made ready; nothing that a test can cause.
  public init(clock: TestClock = TestClock(), limits: SyncLimits = SyncLimits()) async throws {
    self.clock = clock
    self.limits = limits
    secrets = ServiceSecrets(created: clock.now.milliseconds / 1_000, entropy: .system)
    pool = try await Self.makePool(in: store)
    try await start()
  }

  // MARK: Life

  /// Starts the service again, with all data.
  ///
  /// ```swift
  /// await service.stop()
  /// try await service.start()
  /// ```
  ///
  /// - Throws: Why the service could not be made ready; nothing that a test can cause.
  public func start() async throws {
    responder = try await buildApplication(
      configuration: ServiceConfiguration(
        region: region, issuer: Self.issuer,
        developer: DeveloperCredentials(
          accessKeyID: developer.accessKeyID, secretAccessKey: developer.secretAccessKey),
        limits: limits, rates: .none, servesMonitoring: false,
        passwordCost: PasswordHash.Cost(logarithm: 4, blockSize: 8, parallelism: 1)),
      parts: ServiceParts(
        store: store, secrets: secrets,
        surroundings: Surroundings(now: { [clock] in clock.now }, entropy: .system),
        logger: Logger(label: "service") { _ in SwiftLogNoOpLogHandler() })
    ).responder
  }

  /// Stops the service; requests find nobody until it is started.
  ///
  /// ```swift
  /// await service.stop()
  /// let pending = try notes.pendingChanges()
  /// ```
  public func stop() { responder = nil }

  // MARK: For devices

  /// The way to the service, shared by any number of devices.
  public nonisolated var transport: Transport {
    Transport(
      send: { [self] request, body throws(TransportError) in
        try await told { try await self.answer(request, body) }
      },
      stream: { [self] request throws(TransportError) in
        let (head, parts) = try await told { try await self.open(request) }
        return (head, parts)
      })
  }

  /// Returns what a device with its store at `storePath` is configured with.
  ///
  /// ```swift
  /// var configuration = service.configuration(storePath: file)
  /// configuration.deviceName = "laptop"
  /// ```
  public nonisolated func configuration(storePath: String) -> SyncManager.Configuration {
    SyncManager.Configuration(pool: pool, region: region, storePath: storePath, limits: limits)
  }

  /// Signs a user in and returns the tokens to present, by provider, good for an hour.
  ///
  /// The account is made by the first call for a name of 1 to 64 letters, digits, `.`, `_` and `-`.
  ///
  /// ```swift
  /// let manager = try SyncManager(
  ///   service.configuration(storePath: file), transport: service.transport,
  ///   logins: { try await service.logins(of: "ada") })
  /// ```
  ///
  /// - Throws: `TransportError` while the service is stopped, or if it does not admit that name.
  public func logins(of user: String) async throws -> [String: String] {
    if !accounts.contains(user) {
      _ = try await ask(
        .post, "/accounts", type: "application/json",
        #"{"password":"\#(Self.password)","username":"\#(user)"}"#)
      accounts.insert(user)
    }
    let form =
      "grant_type=password&username=\(user)&password=correct+horse"
      + "&client_id=\(ServiceConfiguration.gameClientID)"
    let answer = try await ask(
      .post, "/oauth2/token", type: "application/x-www-form-urlencoded", form)
    guard case .string(let token) = answer["id_token"] else {
      throw TransportError(.notUnderstood, "The service gave no token to '\(user)'.")
    }
    return [Login.provider(ofIssuer: Self.issuer): token]
  }

  // MARK: Requests

  private nonisolated func told<Answer: Sendable>(
    _ body: () async throws -> Answer?
  ) async throws(TransportError) -> Answer {
    do {
      guard let answer = try await body() else {
        throw TransportError(.unreachable, "The service does not run.")
      }
      return answer
    } catch let error as TransportError {
      throw error
    } catch {
      throw TransportError(.interrupted, "The service broke off: \(error)", cause: error)
    }
  }

  private func answer(
    _ request: HTTPRequest, _ body: [UInt8]
  ) async throws -> (HTTPResponse, [UInt8])? {
    guard let responder else { return nil }
    var (head, bytes) = try await responder.answer(request, body: body)
    head.headerFields[.date] = date
    return (head, bytes)
  }

  private func open(
    _ request: HTTPRequest
  ) async throws -> (HTTPResponse, AsyncThrowingStream<[UInt8], any Error>)? {
    guard let responder else { return nil }
    var (head, parts) = try await responder.stream(request)
    head.headerFields[.date] = date
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
    let relay = Task {
      for await part in parts { continuation.yield(part) }
      continuation.finish(throwing: TransportError(.interrupted, "The stream broke."))
    }
    continuation.onTermination = { _ in relay.cancel() }
    return (head, stream)
  }

  /// What the server around the responder adds to each answer.
  private var date: String { SigningDate(milliseconds: clock.now.milliseconds).httpDescription }

  private func ask(
    _ method: HTTPRequest.Method, _ path: String, type: String, _ body: String
  ) async throws -> JSONValue {
    var request = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
    request.headerFields[.contentType] = type
    guard let (head, bytes) = try await answer(request, Array(body.utf8)) else {
      throw TransportError(.unreachable, "The service does not run.")
    }
    guard head.status.kind == .successful else {
      throw TransportError(.notUnderstood, String(decoding: bytes, as: UTF8.self))
    }
    return try JSONReader.read(bytes)
  }

  /// Makes the pool before the service does, which would name it after the game.
  private static func makePool(in store: MemoryServerStore) async throws -> IdentityPoolID {
    guard let id = IdentityPoolID("us-east-1:7e571e57-7e57-4e57-8e57-7e577e577e57") else {
      preconditionFailure("The pool's id is a constant.")
    }
    let provider = Login.provider(ofIssuer: issuer)
    let configuration = IdentityPoolConfiguration(
      name: "tests", allowsGuests: true,
      openIDConnectProviderARNs: ["arn:aws:iam::123456789012:oidc-provider/\(provider)"])
    return try await store.gamePool(
      orCreate: IdentityPool(id: id, configuration: configuration)
    ).id
  }
}
