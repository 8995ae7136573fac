import SyncCore
import Testing

@Suite struct SessionDeletionTests {
  @Test(arguments: [true, false])
  func `C-040 a local deletion is carried out first, and an unknown dataset counts as deleted`(
    isKnown: Bool
  ) {
    var run = Rehearsal(Sample.replica(-1))
    #expect(run.play(.began) == .deleteRemote)
    let answer: SyncSession.Event = isKnown ? .remoteDeleted : .remoteFailed(.init(.notFound))
    #expect(run.play(answer) == success())
    #expect(run.replica.lastSyncCount == 0)
  }

  @Test func `what was written after a deletion is uploaded as new`() {
    var replica = Sample.replica(5, Sample.local("old", "1", 5))
    replica.delete()
    replica.set(Sample.key("new"), to: "2", at: Sample.moment(1), editSequence: 3)
    var run = Rehearsal(replica)
    #expect(run.play(.began) == .deleteRemote)
    #expect(run.play(.remoteDeleted) == list(0))
    #expect(run.play(.listed(Sample.page(0, exists: false))) == update("new", "2", 0, device: 1))
  }

  @Test func `a deletion during the run is noticed and carried out`() {
    var run = Rehearsal(Sample.replica(4, Sample.local("a", "1", 2, .unsent)))
    run.play(.began)
    run.play(.listed(Sample.page(4)))
    run.replica.delete()
    #expect(run.play(.updated([Sample.remote("a", "1", 5)])) == .deleteRemote)
    #expect(run.replica.rows.isEmpty)
  }

  @Test func `C-039 the first run of a new dataset never asks about a deletion`() {
    var run = Rehearsal(Sample.replica(0, Sample.local("a", "1", 0, .unsent)))
    run.play(.began)
    #expect(run.play(.listed(Sample.page(0, exists: false))) == update("a", "1", 0))
  }

  @Test(arguments: [(4, false, true), (4, true, true), (0, false, false)])
  func `a deletion elsewhere is asked about`(count: SyncCount, exists: Bool, flagged: Bool) {
    // At count zero, a row with a count still tells that the dataset existed.
    var run = Rehearsal(Sample.replica(count, Sample.local("a", "1", 3)))
    run.play(.began)
    let page = Sample.page(exists ? 9 : 0, exists: exists, deleted: flagged)
    #expect(run.play(.listed(page)) == .askDeleted(hasUnsynchronizedEdits: false))
  }

  @Test func `C-038 keeping uploads all live rows as new`() {
    var run = Rehearsal(
      Sample.replica(4, Sample.local("a", "1", 3), Sample.local("gone", nil, 4)))
    run.play(.began)
    run.play(.listed(Sample.page(0, exists: false, deleted: true)))
    #expect(run.play(.deletedAnswered(.keepLocal)) == list(0))
    #expect(run.row("gone") == nil)
    #expect(run.play(.listed(Sample.page(0, exists: false))) == update("a", "1", 0))
  }

  @Test func `C-038 deleting drops what was not edited since the run began`() {
    var run = Rehearsal(
      Sample.replica(4, Sample.local("a", "1", 3), Sample.local("b", "2", 4, .unsent)))
    run.newestEdit = 5
    run.play(.began)
    run.replica.set(Sample.key("later"), to: "3", at: Sample.moment(1), editSequence: 6)
    run.play(.listed(Sample.page(0, exists: false, deleted: true)))
    #expect(run.play(.deletedAnswered(.deleteLocal)) == success(["a", "b"]))
    #expect(Array(run.replica.rows.keys) == [Sample.key("later")])
    #expect(run.replica.lastSyncCount == 0)
  }

  @Test func `deleting reads the dataset that was made since`() {
    var run = Rehearsal(Sample.replica(4, Sample.local("a", "1", 3)))
    run.play(.began)
    run.play(.listed(Sample.page(9, [Sample.remote("n", "1", 9)], deleted: true)))
    #expect(run.play(.deletedAnswered(.deleteLocal)) == list(0))
    #expect(
      run.play(.listed(Sample.page(9, [Sample.remote("n", "1", 9)]))) == success(["a", "n"]))
  }

  @Test func `C-038 giving up changes nothing`() {
    let before = Sample.replica(4, Sample.local("a", "1", 3))
    var run = Rehearsal(before)
    run.play(.began)
    run.play(.listed(Sample.page(0, exists: false, deleted: true)))
    #expect(run.play(.deletedAnswered(.abort)) == failure(.datasetDeleted))
    #expect(run.replica == before)
  }

  @Test func `C-049 a deletion between listing and upload is recognised`() {
    var run = Rehearsal(Sample.replica(4, Sample.local("a", "2", 3, .unsent)))
    run.play(.began)
    run.play(.listed(Sample.page(4)))
    let refusal = RemoteFailure(.conflict, "Current SyncCount for: a is: 0 not: 3")
    run.play(.remoteFailed(refusal))
    let gone = Sample.page(0, exists: false, deleted: true)
    #expect(run.play(.listed(gone)) == .askDeleted(hasUnsynchronizedEdits: true))
  }

  @Test func `C-068 B-47 only names with an identity behind them count as merged`() {
    var run = Rehearsal(Sample.replica(0))
    run.play(.began)
    let merged = "GameInfo.us-east-1:0a0a"
    let page = Sample.page(0, exists: false, merged: ["GameInfo.old", merged])
    #expect(run.play(.listed(page)) == .askMerged([Sample.name(merged)]))
    #expect(run.play(.mergedAnswered(.handled)) == list(0))
    // Names reported again are left for the next run.
    #expect(run.play(.listed(page)) == success())
  }

  @Test func `local merged datasets are asked about before anything is sent`() {
    var run = Rehearsal(Sample.replica(0))
    run.mergedDatasets = [Sample.name("GameInfo.us-east-1:0a0a")]
    #expect(run.play(.began) == .askMerged(run.mergedDatasets))
    #expect(run.play(.mergedAnswered(.handled)) == list(0))
  }

  @Test func `declining merged datasets ends the run`() {
    var run = Rehearsal(Sample.replica(0))
    run.mergedDatasets = [Sample.name("GameInfo.us-east-1:0a0a")]
    run.play(.began)
    #expect(run.play(.mergedAnswered(.abort)) == failure(.mergeAborted))
  }
}
