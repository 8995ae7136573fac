import SyncCore
import Testing

/// The question whether what others wrote may be stored (cognito-sync.md 7.1, B-10).
@Suite struct SessionApprovalTests {
  private var settings: SyncSession.Settings {
    var settings = SyncSession.Settings()
    settings.asksBeforeMerging = true
    return settings
  }

  @Test func `B-10 pulled records are shown before anything is stored`() {
    var run = Rehearsal(Sample.replica(4), settings: settings)
    run.play(.began)
    let records = [Sample.remote("a", "1", 5)]
    let pull = Pull(since: 4, datasetSyncCount: 5, records: records, isFull: false)
    #expect(run.play(.listed(Sample.page(5, records))) == .askPulled(pull))
    #expect(run.replica.rows.isEmpty)
    #expect(run.play(.pulledAnswered(.accept)) == success(["a"]))
    #expect(run.row("a")?.value == "1")
  }

  @Test func `B-10 a rejection ends the run and changes nothing`() {
    let replica = Sample.replica(4, Sample.local("b", "mine", 0, .unsent, sequence: 1))
    var run = Rehearsal(replica, settings: settings)
    run.play(.began)
    run.play(.listed(Sample.page(5, [Sample.remote("a", "1", 5)])))
    #expect(run.play(.pulledAnswered(.reject)) == failure(.pullRejected))
    #expect(run.replica == replica)
  }

  @Test func `a listing without news asks nothing`() {
    var run = Rehearsal(
      Sample.replica(4, Sample.local("a", "1", 4)), settings: settings)
    run.play(.began)
    #expect(run.play(.listed(Sample.page(4))) == success())
  }

  @Test func `a full listing asks even when it is empty, for it removes`() {
    var run = Rehearsal(Sample.replica(0, Sample.local("a", "1", 4)), settings: settings)
    run.play(.began)
    let pull = Pull(since: 0, datasetSyncCount: 9, records: [], isFull: true)
    #expect(run.play(.listed(Sample.page(9))) == .askPulled(pull))
  }
}
