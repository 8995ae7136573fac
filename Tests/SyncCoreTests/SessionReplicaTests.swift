import SyncCore
import Testing

@Suite struct SessionReplicaTests {
  private let key = Sample.key("a")
  private let now = Sample.moment(9)

  @Test func `an equal text changes nothing`() {
    var replica = Sample.replica(4, Sample.local("a", "1", 4))
    let before = replica
    #expect(replica.set(key, to: "1", at: now, editSequence: 1) == false)
    #expect(replica == before)
  }

  @Test func `a text equal only in looks is an edit`() {
    var replica = Sample.replica(4, Sample.local("a", "e\u{301}", 4))
    #expect(replica.set(key, to: "\u{e9}", at: now, editSequence: 1) == true)
    #expect(replica.rows[key]?.isDirty == true)
  }

  @Test func `an edit keeps the count it is based on`() {
    var replica = Sample.replica(4, Sample.local("a", "1", 4))
    replica.set(key, to: "2", at: now, editSequence: 1)
    #expect(replica.rows[key]?.syncCount == 4)
    #expect(replica.rows[key]?.deviceLastModified == now)
  }

  @Test func `a key that was never sent leaves no trace`() {
    var replica = Sample.replica(0)
    replica.set(key, to: "1", at: now, editSequence: 1)
    #expect(replica.remove(key, at: now, editSequence: 2) == true)
    #expect(replica.rows.isEmpty)
  }

  @Test func `a key that may have been sent leaves a tombstone`() {
    var replica = Sample.replica(0, Sample.local("a", "1", 0, .sent))
    #expect(replica.remove(key, at: now, editSequence: 2) == true)
    #expect(replica.rows[key]?.isDeleted == true)
    #expect(replica.remove(key, at: now, editSequence: 3) == false)
  }

  @Test func `the row edited later stays when two owners become one`() {
    var replica = Sample.replica(
      4, Sample.local("a", "here", 3, .none, device: 10),
      Sample.local("b", "here", 4, .none, device: 30))
    let moved = ["a", "b", "c"].map { Sample.local($0, "moved", 0, .unsent, device: 20) }
    let report = replica.absorb(moved, from: nil, rule: "newer", at: now) {
      $1.comparisonDate > $0.comparisonDate ? $1.value : nil
    }
    #expect(report.journal.map(\.cause) == [.moved(from: nil, rule: "newer")])
    #expect(
      replica.values.map { "\($0.key)=\($0.value)" }.sorted() == [
        "a=moved", "b=here", "c=moved",
      ])
    #expect(replica.rows[key]?.syncCount == 3)
    #expect(replica.rows[key]?.isDirty == true)
    #expect(replica.rows[Sample.key("b")]?.isDirty == false)
  }

  @Test func `rows taken over begin anew and forget clean tombstones`() {
    let replica = Sample.replica(
      7, Sample.local("a", "1", 5), Sample.local("clean", nil, 6),
      Sample.local("dirty", nil, 7, .unsent)
    ).takenOver()
    #expect(replica.lastSyncCount == 0)
    #expect(replica.rows.values.allSatisfy { $0.syncCount == 0 && $0.isDirty })
    #expect(replica.rows.keys.sorted() == [key, Sample.key("dirty")])
  }
}
