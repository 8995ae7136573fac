import SyncCore
import Testing

/// Limits and accounting of a dataset, cognito-sync.md 2.6.5, 2.6.6, S-065 to S-075.
@Suite struct LedgerLimitTests {
  typealias Make = LedgerFixtures

  private static func full(_ count: Int, value: String = "v") throws -> DatasetLedger {
    var ledger = try Make.ledger()
    _ = try ledger.commit(
      (0..<count).map { try Make.put("k\($0)", value) }, by: "me", at: Timestamp(milliseconds: 0),
      datasetCount: 0, limits: SyncLimits())
    return ledger
  }

  @Test func `size and number count live records only, in UTF-8 bytes`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("ключ", "値"), Make.put("b", "xy"))
    try ledger.commit(Make.remove("b", at: 1))
    let metadata = try #require(ledger.metadata)
    #expect(metadata.recordCount == 1)
    #expect(metadata.storageBytes == 8 + 3)
    #expect(ledger.state.tombstoneCount == 1)
  }

  @Test func `counters kept along the way equal counters made anew`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", "12"), Make.put("b", "3"))
    try ledger.commit(Make.put("a", "4", at: 1), Make.remove("b", at: 1), Make.remove("c"))
    try ledger.commit(Make.put("b", "567", at: 2))
    let records = ledger.records.values
    #expect(ledger.state.storageBytes == records.map(\.storageBytes).reduce(0, +))
    #expect(ledger.state.recordCount == records.count { !$0.isDeleted })
    #expect(ledger.state.tombstoneCount == records.count { $0.isDeleted })
  }

  @Test func `the 21st dataset is refused, an existing one is not`() throws {
    var fresh = try Make.ledger()
    let error = LedgerError.tooManyDatasets(most: 20)
    #expect(throws: error) { try fresh.commit(Make.put("a", "1"), datasetCount: 20) }
    #expect(error.kind == .limitExceeded)
    #expect(try fresh == Make.ledger())
    try fresh.commit(Make.put("a", "1"), datasetCount: 19)
    try fresh.commit(Make.put("a", "2", at: 1), datasetCount: 25)
  }

  @Test func `record 1025 is refused`() throws {
    var ledger = try Self.full(1_024)
    let before = ledger
    #expect(throws: LedgerError.tooManyRecords(count: 1_025, most: 1_024)) {
      try ledger.commit(Make.put("new", "v"))
    }
    #expect(ledger == before)
  }

  @Test func `a full dataset takes one record for another`() throws {
    var ledger = try Self.full(1_024)
    try ledger.commit(Make.put("new", "v"), Make.remove("k7", at: 1))
    #expect(ledger.state.recordCount == 1_024)
  }

  @Test func `a dataset takes 1048576 bytes and not one more`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("k", String(repeating: "x", count: 1_048_575)))
    #expect(ledger.state.storageBytes == 1_048_576)
    #expect(throws: LedgerError.datasetTooLarge(bytes: 1_048_577, most: 1_048_576)) {
      try ledger.commit(Make.put("l", ""))
    }
  }

  @Test func `a value is measured in characters`() throws {
    var ledger = try Make.ledger()
    let limits = SyncLimits(valueLength: 3)
    try ledger.commit(Make.put("k", "äöü"), limits: limits)
    let key = try Make.key("l")
    #expect(throws: LedgerError.valueTooLong(key: key, length: 4, most: 3)) {
      try ledger.commit(Make.put("l", "äöüß"), limits: limits)
    }
  }

  @Test func `a deletion returns what was and happens once`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", "12"), author: "me", now: 7)
    let last = try ledger.delete()
    #expect(last.storageBytes == 3)
    #expect(last.lastModifiedBy == "me")
    #expect(ledger.metadata == nil)
    #expect(throws: LedgerError.datasetNotFound(ledger.name)) { try ledger.delete() }
    #expect(ledger.state.syncCount == 2)
  }

  @Test func `A3 the oldest tombstones go first and listings from before become full`() throws {
    var ledger = try Make.ledger()
    let limits = SyncLimits(tombstonesPerDataset: 2)
    try ledger.commit(Make.put("live", "1"), limits: limits)
    for key in ["a", "b", "c", "d"] { try ledger.commit(Make.remove(key), limits: limits) }
    #expect(ledger.records.keys.map(\.rawValue).sorted() == ["c", "d", "live"])
    #expect(ledger.state.tombstoneFloor == 3)
    let old = try ledger.list(since: 2)
    #expect(old.isFullListing)
    #expect(!old.datasetDeletedAfterRequestedSyncCount)
    #expect(old.records.map(\.key.rawValue) == ["live", "c", "d"])
    let recent = try ledger.list(since: 3)
    #expect(!recent.isFullListing)
    #expect(recent.records.map(\.key.rawValue) == ["c", "d"])
  }

  @Test func `a listing whose tombstones were dropped meanwhile begins anew`() throws {
    var ledger = try Make.ledger()
    let limits = SyncLimits(tombstonesPerDataset: 2)
    try ledger.commit(Make.put("live", "1"), limits: limits)
    try ledger.commit(Make.remove("a"), Make.remove("b"), limits: limits)
    let partial = try #require(try ledger.list(since: 1, limit: 1).next)
    let full = try #require(try ledger.list(since: 0, limit: 1).next)
    try ledger.commit(Make.remove("c"), limits: limits)
    #expect(throws: LedgerError.pageTokenNotValid) {
      try ledger.list(continuing: partial, limit: 1)
    }
    #expect(try ledger.list(continuing: full, limit: 9).records.map(\.key.rawValue) == ["b"])
  }

  @Test func `a merged dataset starts with the next count and without tombstones`() throws {
    var source = try Make.ledger()
    try source.commit(Make.put("a", "1"), Make.put("b", "1"))
    try source.commit(Make.put("a", "2", at: 1), Make.remove("b", at: 1), author: "guest", now: 9)
    var target = try Make.ledger("prefs.x")
    target.adopt(source, at: Timestamp(milliseconds: 20))
    #expect(target.state.syncCount == 1)
    #expect(target.records.values.map(\.key.rawValue) == ["a"])
    #expect(target.records.values.map(\.syncCount) == [1])
    #expect(target.records.values.map(\.lastModified) == [Timestamp(milliseconds: 9)])
    #expect(target.metadata?.recordCount == 1)
  }

  @Test func `a merged dataset goes on where a deleted one of its name ended`() throws {
    var source = try Make.ledger()
    try source.commit(Make.put("a", "1"))
    var target = try Make.ledger("prefs.x")
    try target.commit(Make.put("z", "1"))
    _ = try target.delete()
    target.adopt(source, at: Timestamp(milliseconds: 20))
    #expect(target.state.syncCount == 3)
    #expect(try target.list(since: 1).datasetDeletedAfterRequestedSyncCount)
  }
}
