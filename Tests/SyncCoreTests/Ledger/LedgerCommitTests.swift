import SyncCore
import Testing

/// Commits of a dataset, cognito-sync.md 8.1, S-020 to S-039.
@Suite struct LedgerCommitTests {
  typealias Make = LedgerFixtures

  @Test func `the first commit gives the dataset and its records count 1`() throws {
    var ledger = try Make.ledger()
    let records = try ledger.commit(Make.put("a", "1"), Make.put("b", "2"))
    #expect(records.map(\.syncCount) == [1, 1])
    #expect(ledger.state.syncCount == 1)
  }

  @Test func `a commit of many patches advances the count by one`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", "1"))
    let records = try ledger.commit(Make.put("b", "1"), Make.put("c", "2"), Make.put("d", "3"))
    #expect(records.map(\.syncCount) == [2, 2, 2])
    #expect(records.map(\.key.rawValue) == ["b", "c", "d"])
    #expect(ledger.state.syncCount == 2)
  }

  @Test(arguments: [0, 1, 3] as [SyncCount])
  func `a patch with any count but the record's own is refused`(given: SyncCount) throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", "1"))
    try ledger.commit(Make.put("a", "2", at: 1))
    let expected = LedgerError.staleRecord(key: try Make.key("a"), current: 2, given: given)
    #expect(throws: expected) { try ledger.commit(Make.put("a", "3", at: given)) }
    #expect(expected.message == "Current SyncCount for: a is: 2 not: \(given)")
    #expect(expected.kind == .conflict)
  }

  @Test func `a new key wants count 0`() throws {
    var ledger = try Make.ledger()
    #expect(throws: LedgerError.staleRecord(key: try Make.key("a"), current: 0, given: 1)) {
      try ledger.commit(Make.put("a", "1", at: 1))
    }
  }

  @Test func `one stale patch leaves no trace of the others`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", "1"))
    let before = ledger
    #expect(throws: LedgerError.staleRecord(key: try Make.key("a"), current: 1, given: 0)) {
      try ledger.commit(Make.put("b", "1"), Make.put("a", "2"), Make.put("c", "1", at: 7))
    }
    #expect(ledger == before)
  }

  @Test func `writing the same value again advances the counts`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", "1"))
    let again = try ledger.commit(Make.put("a", "1", at: 1))
    #expect(again.map(\.syncCount) == [2])
  }

  @Test func `the same value with a stale count is a conflict`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", "1"))
    #expect(throws: LedgerError.self) { try ledger.commit(Make.put("a", "1")) }
  }

  @Test func `a removed key leaves a tombstone with the new count`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", "1"))
    try ledger.commit(Make.remove("a", at: 1))
    let records = try ledger.list(since: 1).records
    #expect(records.map(\.syncCount) == [2])
    #expect(records.map(\.value) == [nil])
  }

  @Test func `a removed key comes back only with its tombstone's count`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", "1"))
    try ledger.commit(Make.remove("a", at: 1))
    #expect(throws: LedgerError.staleRecord(key: try Make.key("a"), current: 2, given: 0)) {
      try ledger.commit(Make.put("a", "2"))
    }
    #expect(try ledger.commit(Make.put("a", "2", at: 2)).map(\.syncCount) == [3])
  }

  @Test func `removing a key that never existed leaves a tombstone`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.remove("a"))
    #expect(try ledger.list(since: 0).records.map(\.isDeleted) == [true])
    #expect(ledger.state.recordCount == 0)
  }

  @Test func `an empty text is a value`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("a", ""))
    #expect(try ledger.list(since: 0).records.map(\.value) == [""])
    #expect(ledger.state.recordCount == 1)
  }

  @Test func `one key twice in a request is refused`() throws {
    var ledger = try Make.ledger()
    let error = LedgerError.duplicateKey(try Make.key("a"))
    #expect(throws: error) { try ledger.commit(Make.put("a", "1"), Make.remove("a")) }
    #expect(error.kind == .invalidParameter)
  }

  @Test func `keys that only look alike are different keys`() throws {
    var ledger = try Make.ledger()
    try ledger.commit(Make.put("\u{e9}", "1"), Make.put("e\u{301}", "2"))
    #expect(ledger.state.recordCount == 2)
  }

  @Test func `a count below zero is refused`() throws {
    var ledger = try Make.ledger()
    #expect(throws: LedgerError.negativeSyncCount(key: try Make.key("a"), given: -1)) {
      try ledger.commit(Make.put("a", "1", at: -1))
    }
  }

  @Test func `the device's date is kept and the service's clock is noted beside it`() throws {
    var ledger = try Make.ledger()
    var patch = try Make.put("a", "1")
    patch.deviceLastModified = Timestamp(milliseconds: 1_412_974_057_151)
    let records = try ledger.commit(patch, author: "me", now: 5_000)
    #expect(records.map(\.deviceLastModified) == [Timestamp(milliseconds: 1_412_974_057_151)])
    #expect(records.map(\.lastModified) == [Timestamp(milliseconds: 5_000)])
    #expect(records.map(\.lastModifiedBy) == ["me"])
  }

  @Test func `a commit without patches creates nothing`() throws {
    var ledger = try Make.ledger()
    #expect(try ledger.commit().isEmpty)
    #expect(try ledger == Make.ledger())
  }
}
