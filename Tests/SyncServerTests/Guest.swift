import CognitoWire
import RequestSigning
import SyncCore
import Testing

/// An identity with credentials.
struct Guest: Sendable {
  var pool: IdentityPoolID
  var identity: IdentityID
  var credentials: SigningCredentials

  /// The raw path of a dataset, with `%3A` for every colon of the identifiers.
  func path(_ dataset: String = "prefs") -> String {
    "/identitypools/\(Self.encoded(pool.rawValue))/identities/\(Self.encoded(identity.rawValue))"
      + "/datasets/\(dataset)"
  }

  /// The place of a dataset.
  func place(_ dataset: String = "prefs") throws -> DatasetReference {
    DatasetReference(pool: pool, identity: identity, name: try name(dataset))
  }

  private static func encoded(_ text: String) -> String { text.replacing(":", with: "%3A") }
}

func name(_ text: String) throws -> DatasetName { try #require(DatasetName(text)) }

func key(_ text: String) throws -> RecordKey { try #require(RecordKey(text)) }

/// Returns a patch that replaces, or removes when there is no value.
func patch(_ text: String, _ value: String?, _ count: SyncCount = 0) throws -> RecordPatch {
  RecordPatch(key: try key(text), value: value, syncCount: count, deviceLastModified: nil)
}

extension TestService {
  /// Lists a dataset from `count` on.
  func list(
    _ guest: Guest, _ dataset: String = "prefs", since count: SyncCount = 0, token: String? = nil,
    size: Int? = nil, next: String? = nil
  ) async throws -> RecordsListing {
    try await call(
      ListRecords.self,
      ListRecords.Input(
        path: try guest.place(dataset), lastSyncCount: count, nextToken: next, pageSize: size,
        sessionToken: token), as: guest.credentials)
  }

  /// Commits patches with a fresh session, or the one that is given.
  @discardableResult
  func commit(
    _ guest: Guest, _ dataset: String, _ patches: [RecordPatch], token: String? = nil
  ) async throws -> [SyncRecord] {
    var session = token
    if session == nil { session = try await list(guest, dataset).sessionToken }
    return try await call(
      UpdateRecords.self,
      UpdateRecords.Input(
        path: try guest.place(dataset), sessionToken: try #require(session), patches: patches),
      as: guest.credentials)
  }

  /// Commits patches to the usual dataset.
  @discardableResult
  func commit(
    _ guest: Guest, _ patches: [RecordPatch], token: String? = nil
  ) async throws -> [SyncRecord] {
    try await commit(guest, "prefs", patches, token: token)
  }
}
