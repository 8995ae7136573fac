import SyncCore
import Testing

/// Listings of a dataset: the table of cognito-sync.md 2.6.3, S-040 to S-052, S-075.
@Suite struct LedgerListingTests {
  typealias Make = LedgerFixtures

  /// Writes k [1], deletes [2]; re-created, also writes z [3] and y [4].
  static func timeline(isRecreated: Bool) throws -> DatasetLedger {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("k", "1"))
    _ = try ledger.delete()
    guard isRecreated else { return ledger }
    try ledger.commit(Make.put("z", "1"))
    try ledger.commit(Make.put("y", "1"))
    return ledger
  }

  @Test(arguments: [0, 5] as [SyncCount])
  func `a dataset that never existed is empty, not deleted`(since: SyncCount) throws {
    let page = try Make.ledger().list(since: since)
    #expect(!page.datasetExists)
    #expect(!page.datasetDeletedAfterRequestedSyncCount)
    #expect(page.datasetSyncCount == 0)
    #expect(page.records.isEmpty)
    #expect(page.lastModifiedBy == nil)
  }

  @Test func `a listing from zero has everything, tombstones included, by count and key`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("b", "1"), Make.put("a", "1"), Make.put("c", "1"))
    try ledger.commit(Make.remove("a", at: 1))
    let page = try ledger.list(since: 0)
    #expect(page.records.map(\.key.rawValue) == ["b", "c", "a"])
    #expect(page.records.map(\.isDeleted) == [false, false, true])
    #expect(page.datasetSyncCount == 2)
    #expect(page.isFullListing)
  }

  @Test(arguments: zip([1, 2, 3] as [SyncCount], [["b", "c"], ["c"], []]))
  func `a listing has what was written since`(since: SyncCount, keys: [String]) throws {
    var ledger = try Make.ledger()
    for key in ["a", "b", "c"] { try ledger.commit(Make.put(key, "1")) }
    let page = try ledger.list(since: since)
    #expect(page.records.map(\.key.rawValue) == keys)
    #expect(!page.isFullListing)
  }

  @Test func `a count beyond the dataset's does not exist`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", "1"))
    #expect(throws: LedgerError.noSuchSyncCount(2)) { try ledger.list(since: 2) }
    #expect(
      LedgerError.noSuchSyncCount(2).message == "No such SyncCount: 2 exists for this Dataset")
  }

  @Test func `a count below zero is refused`() throws {
    #expect(throws: LedgerError.negativeLastSyncCount(-1)) {
      try Make.ledger().list(since: -1)
    }
  }

  @Test(arguments: zip([0, 1, 2, 9] as [SyncCount], [false, true, true, true]))
  func `a deleted dataset tells of its deletion whoever knew it`(
    since: SyncCount, isTold: Bool
  ) throws {
    let page = try Self.timeline(isRecreated: false).list(since: since)
    #expect(!page.datasetExists)
    #expect(page.datasetDeletedAfterRequestedSyncCount == isTold)
    #expect(page.datasetSyncCount == 0)
    #expect(page.records.isEmpty)
  }

  struct Recreated: Sendable {
    var since: SyncCount
    var isToldOfDeletion: Bool
    var keys: [String]
    var isFull: Bool
  }

  @Test(arguments: [
    Recreated(since: 0, isToldOfDeletion: false, keys: ["z", "y"], isFull: true),
    Recreated(since: 1, isToldOfDeletion: true, keys: ["z", "y"], isFull: true),
    Recreated(since: 2, isToldOfDeletion: false, keys: ["z", "y"], isFull: false),
    Recreated(since: 3, isToldOfDeletion: false, keys: ["y"], isFull: false),
    Recreated(since: 4, isToldOfDeletion: false, keys: [], isFull: false),
  ])
  func `a dataset made anew tells old counts of its deletion`(row: Recreated) throws {
    let page = try Self.timeline(isRecreated: true).list(since: row.since)
    #expect(page.datasetExists)
    #expect(page.datasetDeletedAfterRequestedSyncCount == row.isToldOfDeletion)
    #expect(page.datasetSyncCount == 4)
    #expect(page.records.map(\.key.rawValue) == row.keys)
    #expect(page.isFullListing == row.isFull)
  }

  @Test func `a dataset made anew does not know counts beyond its own`() throws {
    let ledger = try Self.timeline(isRecreated: true)
    #expect(throws: LedgerError.noSuchSyncCount(5)) { try ledger.list(since: 5) }
  }

  @Test func `counts go on over deletion and new keys start at zero`() throws {
    let ledger = try Self.timeline(isRecreated: true)
    #expect(ledger.state.deletedAt == 2)
    #expect(try ledger.list(since: 0).records.map(\.syncCount) == [3, 4])
  }

  @Test func `a page of one record leads through all of them once`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("b", "1"), Make.put("a", "1"))
    try ledger.commit(Make.put("c", "1"), Make.put("a", "2", at: 1))
    var keys: [String] = []
    var page = try ledger.list(since: 0, limit: 1)
    while let next = page.next {
      keys += page.records.map(\.key.rawValue)
      page = try ledger.list(continuing: next, limit: 1)
    }
    #expect(keys + page.records.map(\.key.rawValue) == ["b", "a", "c"])
  }

  @Test func `later pages keep to the count of the first while others write`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", "1"), Make.put("b", "1"), Make.put("c", "1"))
    let first = try ledger.list(since: 0, limit: 1)
    try ledger.commit(Make.put("b", "2", at: 1), Make.put("d", "1"))
    let second = try ledger.list(continuing: #require(first.next), limit: 5)
    #expect(second.datasetSyncCount == 1)
    #expect(second.records.map(\.key.rawValue) == ["c"])
    #expect(second.next == nil)
    #expect(try ledger.list(since: 1).records.map(\.key.rawValue) == ["b", "d"])
  }

  @Test func `a listing cannot go on over a deletion`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", "1"), Make.put("b", "1"))
    let next = try #require(try ledger.list(since: 0, limit: 1).next)
    _ = try ledger.delete()
    #expect(throws: LedgerError.pageTokenNotValid) { try ledger.list(continuing: next, limit: 1) }
    try ledger.commit(Make.put("a", "1"))
    #expect(throws: LedgerError.pageTokenNotValid) { try ledger.list(continuing: next, limit: 1) }
  }

  @Test func `1024 live records with their tombstones make one page`() throws {
    var ledger = try Make.ledger()
    _ = try ledger.commit(
      (0..<1_024).map { try Make.put("k\($0)", "v") }, by: "me", at: Timestamp(milliseconds: 0),
      datasetCount: 0, limits: SyncLimits())
    for key in 0..<10 { try ledger.commit(Make.remove("t\(key)")) }
    let page = try ledger.list(since: 0)
    #expect(page.records.count == 1_034)
    #expect(page.next == nil)
  }
}
