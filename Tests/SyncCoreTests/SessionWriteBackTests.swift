import SyncCore
import Testing

/// What an upload's answer does to rows that are not those that were sent.
@Suite struct SessionWriteBackTests {
  private static let sent = Sample.local("a", "1", 0, .sent, sequence: 7)

  private static func row(
    after present: LocalRecord, _ returned: SyncRecord
  ) throws -> LocalRecord? {
    var replica = Sample.replica(1, present)
    _ = try replica.apply(
      .storePushed([returned], pushed: [sent], after: 1), expecting: 1, at: Sample.moment(9))
    return replica.rows[Sample.key("a")]
  }

  @Test func `a row that was pulled anew meanwhile is no edit`() throws {
    // The dataset was wiped and read again by another program while the upload was on its way.
    let row = try Self.row(
      after: Sample.local("a", "old", 1), Sample.remote("a", "1", 2))
    #expect(row?.value == "1")
    #expect(row?.isDirty == false)
  }

  @Test func `an edit that another program uploaded meanwhile is written again`() throws {
    let row = try Self.row(
      after: Sample.local("a", "newer", 1, .none, sequence: 8), Sample.remote("a", "1", 2))
    #expect(row?.value == "newer")
    #expect(row?.isDirty == true)
    #expect(row?.syncCount == 2)
  }
}
