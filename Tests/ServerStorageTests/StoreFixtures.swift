import IdentityCore
import ServerStorage
import SyncCore
import Testing
import TestKit

/// A pool with identities to write for.
struct StoreFixtures: Sendable {
  static let provider = "login.example.com"

  let pool: IdentityPoolID
  let now = Timestamp(milliseconds: 1_000)

  /// Makes the pool in `store`.
  init(in store: any ServerStore) async throws {
    pool = try #require(IdentityPoolID("us-east-1:aa"))
    try await store.create(
      IdentityPool(
        id: pool, configuration: IdentityPoolConfiguration(name: "Test", allowsGuests: true)))
  }

  static func id(_ number: Int) throws -> IdentityID {
    try #require(IdentityID("us-east-1:\(String(number, radix: 16))"))
  }

  /// Makes the identity of that number: a guest, or the owner of a login.
  @discardableResult
  func identity(_ number: Int, user: String? = nil, in store: any ServerStore) async throws
    -> IdentityID
  {
    let logins = user.map { [Login(provider: Self.provider, user: $0)] } ?? []
    let request = IdentifyRequest(
      pool: pool, logins: Set(logins), candidate: try Self.id(number),
      now: Timestamp(milliseconds: Int64(number)))
    return try await store.identify(request).id
  }

  func dataset(_ identity: IdentityID, _ name: String = "prefs") throws -> DatasetReference {
    DatasetReference(pool: pool, identity: identity, name: try #require(DatasetName(name)))
  }

  func put(
    _ values: KeyValuePairs<String, String>, at count: SyncCount = 0, to dataset: DatasetReference,
    session: SyncSessionReference? = nil
  ) throws -> CommitRequest {
    let patches = try values.map { key, value in
      RecordPatch(
        key: try #require(RecordKey(key)), value: value, syncCount: count, deviceLastModified: nil)
    }
    return CommitRequest(
      dataset: dataset, patches: patches, author: dataset.identity.rawValue, session: session,
      now: now)
  }

  func everything(of dataset: DatasetReference, in store: any ServerStore) async throws
    -> DatasetListing
  {
    try await store.list(ListRequest(dataset: dataset, start: .since(0)))
  }
}

/// The stores every test of behaviour runs against.
enum StoreKind: CaseIterable, Sendable {
  case memory
  case sqlite

  /// Runs `body` with a new store.
  func run(_ body: (any ServerStore, StoreFixtures) async throws -> Void) async throws {
    let directory = try TemporaryDirectory()
    let store: any ServerStore =
      switch self {
      case .memory: MemoryServerStore()
      case .sqlite: try directory.open()
      }
    try await body(store, try await StoreFixtures(in: store))
    await store.close()
  }
}

extension Login {
  static func example(_ user: String) -> Login {
    Login(provider: StoreFixtures.provider, user: user)
  }
}
