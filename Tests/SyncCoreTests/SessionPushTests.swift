import SyncCore
import Testing

@Suite struct SessionPushTests {
  static let conflict = RemoteFailure(.conflict, "Current SyncCount for: a is: 9 not: 2")

  @Test func `the first upload of a key has the count zero`() {
    var run = Rehearsal(Sample.replica(0, Sample.local("a", "1", 0, .unsent)))
    #expect(run.play(.began) == list(0))
    #expect(run.play(.listed(Sample.page(0, exists: false))) == update("a", "1", 0))
    #expect(run.row("a")?.edit == .sent)
    #expect(run.play(.updated([Sample.remote("a", "1", 1)])) == success(pushed: 1))
    #expect(run.row("a")?.isDirty == false)
    #expect(run.row("a")?.syncCount == 1)
    #expect(run.replica.lastSyncCount == 1)
  }

  @Test func `C-031 an edit during the upload keeps its text and takes the new count`() {
    var run = Rehearsal(Sample.replica(0, Sample.local("a", "1", 0, .unsent, sequence: 1)))
    run.play(.began)
    run.play(.listed(Sample.page(0, exists: false)))
    run.replica.set(Sample.key("a"), to: "2", at: Sample.moment(9), editSequence: 2)
    #expect(run.play(.updated([Sample.remote("a", "1", 1)])) == success(pushed: 1))
    #expect(run.row("a")?.value == "2")
    #expect(run.row("a")?.isDirty == true)
    #expect(run.row("a")?.syncCount == 1)
  }

  @Test func `a removal during the first upload becomes a tombstone`() {
    var run = Rehearsal(Sample.replica(0, Sample.local("a", "1", 0, .unsent, sequence: 1)))
    run.play(.began)
    run.play(.listed(Sample.page(0, exists: false)))
    run.replica.remove(Sample.key("a"), at: Sample.moment(9), editSequence: 2)
    run.play(.updated([Sample.remote("a", "1", 1)]))
    #expect(run.row("a")?.isDeleted == true)
    #expect(run.row("a")?.isDirty == true)
    #expect(run.row("a")?.syncCount == 1)
  }

  @Test(arguments: [(4, 5), (5, 4)])
  func `C-033 B-18 the count moves on only when nobody wrote in between`(
    commit: Int64, expected: Int64
  ) {
    // A commit of 5 right after the listing at 4 is ours alone; any other had a neighbour.
    let returned: SyncCount = commit == 4 ? 5 : 6
    var run = Rehearsal(Sample.replica(4, Sample.local("a", "1", 0, .unsent)))
    run.play(.began)
    run.play(.listed(Sample.page(4)))
    run.play(.updated([Sample.remote("a", "1", returned)]))
    #expect(run.replica.lastSyncCount == expected)
  }

  @Test func `C-034 records that a trigger added are stored`() {
    var run = Rehearsal(
      Sample.replica(4, Sample.local("a", "1", 0, .unsent), Sample.local("b", "x", 3)))
    run.play(.began)
    run.play(.listed(Sample.page(4)))
    let returned = [
      Sample.remote("a", "fixed", 5), Sample.remote("b", nil, 5), Sample.remote("c", "new", 5),
    ]
    #expect(run.play(.updated(returned)) == success(["a", "b", "c"], pushed: 1))
    #expect(run.row("a")?.value == "fixed")
    #expect(run.row("b")?.isDeleted == true)
    #expect(run.row("c")?.value == "new")
    #expect(run.replica.lastSyncCount == 5)
  }

  @Test func `a pushed record without an answer is read again next time`() {
    var run = Rehearsal(
      Sample.replica(4, Sample.local("a", "1", 2, .unsent), Sample.local("b", "2", 3, .unsent)))
    run.play(.began)
    run.play(.listed(Sample.page(4)))
    run.play(.updated([Sample.remote("b", "2", 5)]))
    #expect(run.row("a")?.isDirty == true)
    #expect(run.replica.lastSyncCount == 2)
  }

  @Test func `C-049 refusals lead from the same count over the least one to the beginning`() {
    var run = Rehearsal(
      Sample.replica(8, Sample.local("a", "1", 2, .unsent), Sample.local("b", "2", 6, .unsent)))
    #expect(run.play(.began) == list(8))
    run.play(.listed(Sample.page(8)))
    #expect(run.play(.remoteFailed(Self.conflict)) == list(8))
    run.play(.listed(Sample.page(8)))
    #expect(run.play(.remoteFailed(Self.conflict)) == list(2))
    run.play(.listed(Sample.page(8)))
    #expect(run.play(.remoteFailed(Self.conflict)) == list(0))
    let all = [Sample.remote("a", "1", 2), Sample.remote("b", "2", 6)]
    #expect(run.play(.listed(Sample.page(8, all))) == success())
  }

  @Test func `C-030 four refusals end the run and leave the edits`() {
    var run = Rehearsal(Sample.replica(8, Sample.local("a", "1", 2, .unsent)))
    run.play(.began)
    var last: SyncSession.Effect?
    for _ in 0..<4 {
      // A service that names no record but refuses every upload.
      run.play(.listed(Sample.page(8)))
      last = run.play(.remoteFailed(Self.conflict))
    }
    #expect(last == failure(.conflictRetriesExceeded([Sample.key("a")])))
    #expect(run.row("a")?.value == "1")
    #expect(run.row("a")?.isDirty == true)
  }

  @Test func `a refusal that names an old count goes straight to the least one`() {
    var run = Rehearsal(Sample.replica(8, Sample.local("a", "1", 2, .unsent)))
    run.play(.began)
    run.play(.listed(Sample.page(8)))
    let refusal = RemoteFailure(.conflict, "Current SyncCount for: a is: 7 not: 2")
    #expect(run.play(.remoteFailed(refusal)) == list(2))
    #expect(
      run.play(.listed(Sample.page(8, [Sample.remote("a", "1", 7)]))) == success())
    #expect(run.row("a")?.syncCount == 7)
  }

  @Test(arguments: [RemoteFailure.Kind.conflict, .invalidParameter])
  func `C-036 a stale write counts as one whatever its status`(kind: RemoteFailure.Kind) {
    var run = Rehearsal(Sample.replica(8, Sample.local("a", "1", 2, .unsent)))
    run.play(.began)
    run.play(.listed(Sample.page(8)))
    let refusal = RemoteFailure(kind, "Current SyncCount for: a is: 9 not: 2")
    #expect(run.play(.remoteFailed(refusal)) == list(8))
  }

  @Test func `a lost answer converges without a question`() {
    var run = Rehearsal(Sample.replica(4, Sample.local("a", "1", 2, .unsent)))
    run.play(.began)
    run.play(.listed(Sample.page(4)))
    #expect(run.play(.remoteFailed(.init(.interrupted))) == update("a", "1", 2))
    let spent = RemoteFailure(
      .invalidParameter, "SyncSessionToken not valid for these inputs")
    #expect(run.play(.remoteFailed(spent)) == list(4))
    #expect(run.play(.listed(Sample.page(5, [Sample.remote("a", "1", 5)]))) == success())
    #expect(run.row("a")?.isDirty == false)
  }

  @Test func `a dataset over its limits is not sent`() {
    var settings = SyncSession.Settings()
    settings.limits.recordsPerDataset = 1
    var run = Rehearsal(
      Sample.replica(0, Sample.local("a", "1", 0, .unsent), Sample.local("b", "2", 0, .unsent)),
      settings: settings)
    run.play(.began)
    let end = run.play(.listed(Sample.page(0, exists: false)))
    #expect(end == failure(.limitExceeded(.records(2, most: 1))))
  }

  @Test func `a run that only takes in uploads nothing`() {
    var settings = SyncSession.Settings()
    settings.pushes = false
    var run = Rehearsal(Sample.replica(0, Sample.local("a", "1", 0, .unsent)), settings: settings)
    run.play(.began)
    #expect(run.play(.listed(Sample.page(0, exists: false))) == success())
  }

  @Test func `C-012 B-26 counts beyond 32 bits survive`() {
    let count: SyncCount = 5_000_000_000
    var run = Rehearsal(Sample.replica(count, Sample.local("a", "1", count, .unsent)))
    #expect(run.play(.began) == list(count))
    #expect(run.play(.listed(Sample.page(count))) == update("a", "1", count))
    run.play(.updated([Sample.remote("a", "1", count + 1)]))
    #expect(run.replica.lastSyncCount == count + 1)
  }
}
