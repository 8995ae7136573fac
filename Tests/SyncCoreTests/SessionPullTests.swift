import SyncCore
import Testing

@Suite struct SessionPullTests {
  @Test func `C-021 a run without changes lists once and uploads nothing`() {
    var run = Rehearsal(Sample.replica(4, Sample.local("a", "1", 4)))
    #expect(run.play(.began) == list(4))
    #expect(run.play(.listed(Sample.page(4))) == success())
    #expect(run.replica == Sample.replica(4, Sample.local("a", "1", 4)))
  }

  @Test func `C-022 a pull stores records and tombstones`() {
    var run = Rehearsal(Sample.replica(0))
    run.play(.began)
    let records = [Sample.remote("a", "1", 1), Sample.remote("b", nil, 2)]
    #expect(run.play(.listed(Sample.page(2, records))) == success(["a"]))
    #expect(run.row("a")?.value == "1")
    #expect(run.row("b")?.isDeleted == true)
    #expect(run.row("b")?.syncCount == 2)
    #expect(run.replica.lastSyncCount == 2)
  }

  @Test func `C-023 all pages are read and the first page's count is stored`() {
    var run = Rehearsal(Sample.replica(3))
    run.play(.began)
    let first = Sample.page(7, [Sample.remote("a", "1", 4)], next: "p2", token: "one")
    #expect(run.play(.listed(first)) == list(3, "p2"))
    #expect(run.play(.listed(Sample.page(9, [Sample.remote("b", "2", 7)]))) == success(["a", "b"]))
    #expect(run.replica.lastSyncCount == 7)
  }

  @Test func `a refused page token restarts the listing`() {
    var run = Rehearsal(Sample.replica(3))
    run.play(.began)
    run.play(.listed(Sample.page(7, [], next: "p2")))
    let refusal = RemoteFailure(.invalidParameter, "NextToken not valid for these inputs")
    #expect(run.play(.remoteFailed(refusal)) == list(3))
  }

  @Test func `C-035 an unknown count is read again from the beginning`() {
    var run = Rehearsal(Sample.replica(9, Sample.local("a", "1", 9)))
    run.play(.began)
    let refusal = RemoteFailure(
      .invalidParameter, "No such SyncCount: 9 exists for this Dataset")
    #expect(run.play(.remoteFailed(refusal)) == list(0))
    #expect(run.replica.lastSyncCount == 0)
    let restored = Sample.page(2, [Sample.remote("a", "0", 2)])
    #expect(run.play(.listed(restored)) == success(["a"]))
    #expect(run.row("a").map { [$0.syncCount] } == [2])
  }

  @Test(arguments: [true, false])
  func `C-048 a full listing drops clean rows it does not name`(isFlagged: Bool) {
    let count: SyncCount = isFlagged ? 5 : 0
    var run = Rehearsal(
      Sample.replica(
        count, Sample.local("clean", "1", 3), Sample.local("dirty", "2", 4, .sent)))
    run.play(.began)
    let page = Sample.page(8, [Sample.remote("new", "3", 8)], full: isFlagged)
    #expect(run.play(.listed(page)) == update("dirty", "2", 0))
    #expect(run.row("clean") == nil)
    #expect(run.row("new")?.value == "3")
  }

  @Test func `a partial listing leaves rows it does not name alone`() {
    var run = Rehearsal(Sample.replica(5, Sample.local("clean", "1", 3)))
    run.play(.began)
    #expect(run.play(.listed(Sample.page(8))) == success())
    #expect(run.row("clean")?.value == "1")
  }

  @Test func `a broken local store ends the run`() {
    var run = Rehearsal(Sample.replica(0))
    run.breaksStore = true
    #expect(run.play(.began) == failure(.storeBroke))
  }

  @Test func `rows that moved to another identity end the run`() {
    var session = SyncSession(dataset: Sample.name("GameInfo"))
    _ = session.handle(.began)
    #expect(session.handle(.replicaFailed(.vanished)) == [failure(.identityChanged)])
  }

  @Test func `a run stops when nobody waits for it`() {
    var run = Rehearsal(Sample.replica(0))
    run.play(.began)
    #expect(run.play(.cancelled) == failure(.cancelled))
    #expect(run.session.isFinished)
  }

  @Test func `C-044 passing faults are repeated three times, never sooner than asked for`() {
    var run = Rehearsal(Sample.replica(0))
    run.play(.began)
    let busy = RemoteFailure(.unavailable, "slow down", retryAfter: .seconds(2))
    for _ in 0..<3 { #expect(run.play(.remoteFailed(busy)) == list(0)) }
    #expect(run.play(.remoteFailed(busy)) == failure(.remote(busy)))
    #expect(
      run.waits == [
        .wait(atLeast: .seconds(2), atMost: .milliseconds(2_100)),
        .wait(atLeast: .seconds(2), atMost: .milliseconds(2_200)),
        .wait(atLeast: .seconds(2), atMost: .milliseconds(2_400)),
      ])
  }

  @Test(arguments: [RemoteFailure.Kind.unreachable, .notAuthorized, .limitExceeded, .other])
  func `lasting faults end the run at once`(kind: RemoteFailure.Kind) {
    var run = Rehearsal(Sample.replica(0, Sample.local("a", "1", 0, .unsent)))
    run.play(.began)
    #expect(run.play(.remoteFailed(.init(kind))) == failure(.remote(.init(kind))))
    #expect(run.row("a")?.isDirty == true)
  }
}
