import SyncCore
import Testing

/// Short ways to write down ledgers in tests.
enum LedgerFixtures {
  static func identity() throws -> IdentityID {
    try #require(IdentityID("us-east-1:00000000-0000-4000-8000-000000000001"))
  }

  static func ledger(_ name: String = "prefs") throws -> DatasetLedger {
    DatasetLedger(identity: try identity(), name: try #require(DatasetName(name)))
  }

  static func key(_ text: String) throws -> RecordKey { try #require(RecordKey(text)) }

  static func put(_ key: String, _ value: String, at count: SyncCount = 0) throws -> RecordPatch {
    RecordPatch(
      key: try Self.key(key), value: value, syncCount: count, deviceLastModified: nil)
  }

  static func remove(_ key: String, at count: SyncCount = 0) throws -> RecordPatch {
    RecordPatch(key: try Self.key(key), value: nil, syncCount: count, deviceLastModified: nil)
  }
}

extension DatasetLedger {
  /// Commits with everything a test rarely cares about filled in.
  @discardableResult
  mutating func commit(
    _ patches: RecordPatch..., author: String = "somebody", now: Int64 = 1_000,
    datasetCount: Int = 0, limits: SyncLimits = SyncLimits()
  ) throws(LedgerError) -> [SyncRecord] {
    try commit(
      patches, by: author, at: Timestamp(milliseconds: now), datasetCount: datasetCount,
      limits: limits)
  }

  /// Lists everything after `since` on one page.
  func list(since: SyncCount) throws(LedgerError) -> ListingPage {
    try list(since: since, limit: nil)
  }
}
