import Foundation
import HTTPTypes
import Hummingbird
import IdentityCore
import IdentityTokens
import Logging
import ServerStorage
import SyncCore
import SyncServer
import TestKit

/// The whole service in this process: reached by calls, killed and started again at will.
actor Service {
  /// Where the service keeps its data.
  enum Storage { case memory, disk }

  static let issuer = "http://localhost"

  nonisolated let time = ServiceTime()
  private let storage: Storage
  private let entropy: Entropy
  private let secrets: ServiceSecrets
  private var folder: TemporaryDirectory
  private var store: any ServerStore
  private var responder: ServiceResponder?

  init(_ storage: Storage = .memory) async throws {
    self.storage = storage
    let bytes = SeededBytes()
    entropy = Entropy { bytes.next($0) }
    secrets = ServiceSecrets(created: time.now.milliseconds / 1_000, entropy: entropy)
    folder = try TemporaryDirectory()
    store = MemoryServerStore()
    if storage == .disk { store = try Self.open(folder) }
    try await start()
  }

  // MARK: Life

  /// Is killed, whatever it is doing, and started again on the files as they are at that moment.
  func crash(sparePages: Int? = nil) async throws {
    responder = nil
    let remains = try TemporaryDirectory()
    for name in ["holds.sqlite", "holds.sqlite-wal"] {
      try FileManager.default.copyItem(
        at: folder.url.appending(path: name), to: remains.url.appending(path: name))
    }
    await store.close()
    folder = remains
    store = try Self.open(folder)
    if let sparePages { try await limit(sparePages) }
    try await start()
  }

  /// Stops; requests find nobody until it is started.
  func stop() { responder = nil }

  func start() async throws {
    responder = try await buildApplication(
      configuration: ServiceConfiguration(
        issuer: Self.issuer,
        developer: DeveloperCredentials(accessKeyID: "AKIATEST", secretAccessKey: "secret"),
        rates: .none, servesMonitoring: false,
        passwordCost: PasswordHash.Cost(logarithm: 4, blockSize: 8, parallelism: 1)),
      parts: ServiceParts(
        store: store, secrets: secrets,
        surroundings: Surroundings(now: { [time] in time.now }, entropy: entropy),
        logger: Logger(label: "service") { _ in SwiftLogNoOpLogHandler() })
    ).responder
  }

  /// Opens the database again with hardly any room to grow.
  private func limit(_ sparePages: Int) async throws {
    await store.close()
    let file = folder.url.appending(path: "holds.sqlite")
    let size = try FileManager.default.attributesOfItem(atPath: file.path())[.size] as? Int ?? 0
    store = try Self.open(folder, maximumPages: size / 4_096 + sparePages)
  }

  private static func open(
    _ folder: TemporaryDirectory, maximumPages: Int? = nil
  ) throws -> SQLiteServerStore {
    try SQLiteServerStore(
      DataDirectory(folder.path),
      options: SQLiteOptions(readers: 1, logBytes: 1 << 16, maximumPages: maximumPages))
  }

  // MARK: Requests

  /// Answers a request, or returns nothing when the service does not run.
  func answer(_ request: HTTPRequest, _ body: [UInt8]) async throws -> (HTTPResponse, [UInt8])? {
    guard let responder else { return nil }
    var (head, bytes) = try await responder.answer(request, body: body)
    head.headerFields[.date] = date
    return (head, bytes)
  }

  /// Opens a stream, or returns nothing when the service does not run.
  func stream(_ request: HTTPRequest) async throws -> (HTTPResponse, AsyncStream<[UInt8]>)? {
    guard let responder else { return nil }
    var (head, parts) = try await responder.stream(request)
    head.headerFields[.date] = date
    return (head, parts)
  }

  /// What the server around the responder adds to each answer.
  private var date: String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = .gmt
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter.string(
      from: Date(timeIntervalSince1970: Double(time.now.milliseconds) / 1_000))
  }

  // MARK: What it holds

  /// The datasets of an identity.
  func datasets(of identity: IdentityID) async throws -> [String] {
    try await store.datasets(of: identity, in: pool, after: nil, limit: nil).datasets
      .map(\.name.rawValue)
  }

  /// How many commits the game's dataset of an identity has seen.
  func commits(of identity: IdentityID) async throws -> SyncCount {
    guard let name = DatasetName("GameInfo") else { return 0 }
    return try await store.syncCount(
      of: DatasetReference(pool: pool, identity: identity, name: name))
  }

  var pool: IdentityPoolID {
    get async throws {
      guard let anything = IdentityPoolID("us-east-1:0") else { preconditionFailure("A constant.") }
      return try await store.gamePool(
        orCreate: IdentityPool(
          id: anything,
          configuration: IdentityPoolConfiguration(name: "none", allowsGuests: false))
      ).id
    }
  }
}
