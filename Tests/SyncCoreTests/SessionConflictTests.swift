import SyncCore
import Testing

@Suite struct SessionConflictTests {
  private func conflicting() -> Rehearsal {
    Rehearsal(Sample.replica(4, Sample.local("a", "mine", 3, .unsent, sequence: 7, device: 50)))
  }

  private let news = Sample.page(
    6, [Sample.remote("a", "theirs", 5, device: 40), Sample.remote("b", "new", 6)])

  /// Returns the conflict over `a`.
  private func question(in run: Rehearsal) -> SyncConflict? {
    guard case .askConflicts(let conflicts) = run.pending else { return nil }
    return conflicts.first
  }

  @Test func `an edit on another version is a conflict, and the rest is stored`() throws {
    var run = conflicting()
    run.play(.began)
    run.play(.listed(news))
    let conflict = try #require(question(in: run))
    #expect(conflict.local.value == "mine")
    #expect(conflict.remote.value == "theirs")
    #expect(run.row("b")?.value == "new")
    #expect(run.replica.lastSyncCount == 4)
  }

  @Test func `giving up leaves everything and asks again next time`() throws {
    var run = conflicting()
    run.play(.began)
    run.play(.listed(news))
    #expect(run.play(.conflictsAnswered(nil)) == failure(.conflictAborted))
    #expect(run.row("a")?.value == "mine")
    #expect(run.replica.lastSyncCount == 4)
    var again = Rehearsal(run.replica)
    #expect(again.play(.began) == list(4))
    again.play(.listed(news))
    #expect(question(in: again) != nil)
  }

  @Test func `C-050 the service's side is taken as it is`() throws {
    var run = conflicting()
    run.play(.began)
    run.play(.listed(news))
    let conflict = try #require(question(in: run))
    let end = run.play(.conflictsAnswered([ResolvedConflict(conflict, .remote)]))
    #expect(end == success(["a", "b"]))
    #expect(run.row("a")?.value == "theirs")
    #expect(run.row("a")?.isDirty == false)
    #expect(run.replica.lastSyncCount == 6)
  }

  @Test func `C-050 the local side is uploaded on top of the service's`() throws {
    var run = conflicting()
    run.play(.began)
    run.play(.listed(news))
    let conflict = try #require(question(in: run))
    let next = run.play(.conflictsAnswered([ResolvedConflict(conflict, .local)]))
    #expect(next == update("a", "mine", 5, device: 50))
  }

  @Test func `C-050 another text is uploaded with the date of the decision`() throws {
    var run = conflicting()
    run.play(.began)
    run.play(.listed(news))
    let conflict = try #require(question(in: run))
    let next = run.play(.conflictsAnswered([ResolvedConflict(conflict, .value("both"))]))
    #expect(next == update("a", "both", 5, device: 5_000))
  }

  @Test func `a decision for the service's text needs no upload`() throws {
    var run = conflicting()
    run.play(.began)
    run.play(.listed(news))
    let conflict = try #require(question(in: run))
    let end = run.play(.conflictsAnswered([ResolvedConflict(conflict, .value("theirs"))]))
    #expect(end == success(["a", "b"]))
  }

  @Test func `C-032 an edit made while the app decides wins over the decision`() throws {
    var run = conflicting()
    run.play(.began)
    run.play(.listed(news))
    let conflict = try #require(question(in: run))
    run.replica.set(Sample.key("a"), to: "newest", at: Sample.moment(60), editSequence: 8)
    let next = run.play(.conflictsAnswered([ResolvedConflict(conflict, .remote)]))
    #expect(next == update("a", "newest", 5, device: 60))
  }

  @Test func `a key removed while the app decides stays removed`() throws {
    var run = Rehearsal(Sample.replica(4, Sample.local("a", "mine", 0, .unsent, sequence: 7)))
    run.play(.began)
    run.play(.listed(news))
    let conflict = try #require(question(in: run))
    run.replica.remove(Sample.key("a"), at: Sample.moment(60), editSequence: 8)
    #expect(run.row("a") == nil)
    let next = run.play(.conflictsAnswered([ResolvedConflict(conflict, .local)]))
    #expect(next == update("a", nil, 5, device: 5_000))
  }

  @Test func `C-052 the local text resurrects a key removed elsewhere`() throws {
    var run = conflicting()
    run.play(.began)
    run.play(.listed(Sample.page(5, [Sample.remote("a", nil, 5)])))
    let conflict = try #require(question(in: run))
    let next = run.play(.conflictsAnswered([ResolvedConflict(conflict, .local)]))
    #expect(next == update("a", "mine", 5, device: 50))
  }

  @Test(arguments: [
    (nil as Int64?, 3 as SyncCount, RecordMerge.store), (0, 3, .store), (1, 5, .keep),
  ])
  func `what is missing or clean is stored, and an edit of the same version stays`(
    edit: Int64?, count: SyncCount, expected: RecordMerge
  ) {
    let local = edit.flatMap { LocalRecord.Edit(rawValue: $0) }.map {
      Sample.local("a", "mine", count, $0)
    }
    let decision = RecordMerge.decide(
      local: local, remote: Sample.remote("a", "theirs", 5), isFullListing: false)
    #expect(decision == expected)
  }

  @Test func `C-024 an edit equal to the service's text is adopted without upload`() {
    var run = Rehearsal(Sample.replica(4, Sample.local("a", "same", 3, .unsent)))
    run.play(.began)
    #expect(run.play(.listed(Sample.page(5, [Sample.remote("a", "same", 5)]))) == success())
    #expect(run.row("a")?.syncCount == 5)
    #expect(run.row("a")?.isDirty == false)
  }

  @Test func `texts that only look the same are a conflict`() {
    let decision = RecordMerge.decide(
      local: Sample.local("a", "e\u{301}", 3, .unsent), remote: Sample.remote("a", "\u{e9}", 5),
      isFullListing: false)
    #expect(decision == .conflict)
  }

  @Test(arguments: [
    (60 as Int64?, 50 as Int64?, ConflictResolution.local), (50, 60, .remote), (50, 50, .remote),
    (60, nil, .local), (nil, nil, .remote),
  ])
  func `C-051 the last writer is told by the clocks of the devices`(
    here: Int64?, there: Int64?, expected: ConflictResolution
  ) {
    // Without a device's date the service's, here 55, takes its place.
    let conflict = SyncConflict(
      local: Sample.local("a", "x", 1, .unsent, device: here),
      remote: Sample.remote("a", "y", 2, device: there, server: 55))
    #expect(conflict.lastWriter(serverTime: Sample.moment(100)) == expected)
  }

  @Test func `B-31 a clock far ahead does not win for ever`() {
    let now: Int64 = 10_000_000
    let conflict = SyncConflict(
      local: Sample.local("a", "x", 1, .unsent, device: now + 86_400_000),
      remote: Sample.remote("a", "y", 2, device: now + 1_000))
    #expect(conflict.lastWriter(serverTime: Sample.moment(now)) == .remote)
  }
}
