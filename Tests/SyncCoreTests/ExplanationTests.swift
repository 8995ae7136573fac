import SyncCore
import Testing

/// Why a key has the text it has, as rows and journal tell it together.
@Suite struct ExplanationTests {
  private let key = Sample.key("a")

  /// Lets a run go through and keeps what it notes, newest first.
  private struct Story {
    var replica: DatasetReplica
    var journal: [JournalEntry] = []

    init(_ replica: DatasetReplica) { self.replica = replica }

    mutating func apply(_ change: SyncSession.Change, at moment: Int64 = 5_000) throws {
      let report = try replica.apply(
        change, expecting: replica.lastSyncCount, at: Sample.moment(moment))
      journal.insert(contentsOf: report.journal.reversed(), at: 0)
    }

    func explanation(of key: RecordKey) -> Explanation? {
      Explanation(
        key: key, record: replica.rows[key], history: journal.filter { $0.key == key })
    }
  }

  private func pull(_ records: SyncRecord..., count: SyncCount = 9, full: Bool = false) -> Pull {
    Pull(since: 1, datasetSyncCount: count, records: records, isFull: full)
  }

  private func remote(_ value: String?, _ count: SyncCount) -> SyncRecord {
    var record = Sample.remote("a", value, count, device: 3_000)
    record.lastModifiedDevice = "phone"
    return record
  }

  @Test func `a key that never was here has no explanation`() {
    #expect(Story(Sample.replica(0)).explanation(of: key) == nil)
  }

  @Test func `an edit needs no journal to be explained`() {
    let story = Story(
      Sample.replica(4, Sample.local("a", "1", 4, .unsent, sequence: 7, device: 2_000)))
    let explanation = story.explanation(of: key)
    #expect(explanation?.cause == .edited)
    #expect(explanation?.isUploaded == false)
    #expect(
      explanation?.description
        == "Edited on this device on 1970-01-01 00:00:02 UTC. It is not uploaded yet.")
  }

  @Test func `what arrives names its writer and what it replaced`() throws {
    var story = Story(Sample.replica(4, Sample.local("a", "1", 4)))
    try story.apply(.merge(pull(remote("2", 5))))
    let explanation = try #require(story.explanation(of: key))
    #expect(explanation.cause == .received)
    #expect(explanation.origin.device == "phone")
    #expect(explanation.replaced == "1")
    #expect(
      explanation.description
        == "Written by 'phone' on 1970-01-01 00:00:03 UTC, number 5 at the service. "
        + "Before, it was '1'.")
  }

  @Test func `a listing that repeats what is known leaves no entry`() throws {
    var story = Story(Sample.replica(4))
    try story.apply(.merge(pull(remote("2", 5))))
    try story.apply(.merge(pull(remote("2", 5), full: true)))
    #expect(story.journal.count == 1)
  }

  @Test(arguments: [
    (ConflictResolution.local, ConflictWinner.local, "mine", false),
    (.remote, .remote, "theirs", true), (.value("both"), .other, "both", false),
  ])
  func `a conflict tells its rule, its winner and both texts`(
    resolution: ConflictResolution, winner: ConflictWinner, value: String, isUploaded: Bool
  ) throws {
    let local = Sample.local("a", "mine", 4, .unsent, sequence: 7, device: 2_000)
    var story = Story(Sample.replica(4, local))
    let conflict = SyncConflict(local: local, remote: remote("theirs", 5))
    try story.apply(
      .resolve([ResolvedConflict(conflict, resolution, rule: "longest text")], advancingTo: 5))
    let explanation = try #require(story.explanation(of: key))
    #expect(explanation.value == value)
    #expect(explanation.cause == .conflict(winner, rule: "longest text", remote: "theirs"))
    #expect(explanation.history.first?.replaced == "mine")
    #expect(explanation.isUploaded == isUploaded)
    #expect(explanation.description.contains("and by 'phone'"))
    #expect(explanation.description.contains("the rule 'longest text' decided for"))
  }

  @Test func `the upload of a conflict's outcome does not hide the conflict`() throws {
    let local = Sample.local("a", "mine", 4, .unsent, sequence: 7, device: 2_000)
    var story = Story(Sample.replica(4, local))
    let conflict = SyncConflict(local: local, remote: remote("theirs", 5))
    try story.apply(.resolve([ResolvedConflict(conflict, .local)], advancingTo: 5))
    let sent = try #require(story.replica.rows[key])
    try story.apply(.storePushed([Sample.remote("a", "mine", 6)], pushed: [sent], after: 5))
    let explanation = try #require(story.explanation(of: key))
    #expect(explanation.cause == .conflict(.local, rule: "the app chose", remote: "theirs"))
    #expect(explanation.isUploaded)
    #expect(explanation.history.map(\.cause).first == .uploaded)
  }

  @Test func `an edit after an entry is an edit`() throws {
    var story = Story(Sample.replica(4))
    try story.apply(.merge(pull(remote("2", 5))))
    story.replica.set(key, to: "3", at: Sample.moment(9_000), editSequence: 8)
    let explanation = try #require(story.explanation(of: key))
    #expect(explanation.cause == .edited)
    #expect(explanation.replaced == "2")
  }

  @Test func `an edit made during its upload is told apart from what was uploaded`() throws {
    let sent = Sample.local("a", "1", 0, .sent, sequence: 7, device: 2_000)
    var story = Story(Sample.replica(0, sent))
    story.replica.set(key, to: "2", at: Sample.moment(9_000), editSequence: 8)
    try story.apply(.storePushed([Sample.remote("a", "1", 1)], pushed: [sent], after: 0))
    let explanation = try #require(story.explanation(of: key))
    #expect(explanation.cause == .edited)
    #expect(explanation.history.map(\.cause) == [.uploaded])
    #expect(explanation.history.first?.value == "1")
  }

  @Test func `what the service made of an upload is said so`() throws {
    let sent = Sample.local("a", "1", 0, .sent, sequence: 7, device: 2_000)
    var story = Story(Sample.replica(0, sent))
    let answer = [Sample.remote("a", "one", 1), Sample.remote("b", "new", 1)]
    try story.apply(.storePushed(answer, pushed: [sent], after: 0))
    #expect(story.explanation(of: key)?.cause == .changedByService)
    #expect(story.explanation(of: key)?.replaced == "1")
    #expect(story.explanation(of: Sample.key("b"))?.cause == .changedByService)
  }

  @Test func `the same text on both sides is matched and clean`() throws {
    var story = Story(Sample.replica(4, Sample.local("a", "2", 3, .sent, sequence: 7)))
    try story.apply(.merge(pull(remote("2", 5))))
    #expect(story.explanation(of: key)?.cause == .matched)
    #expect(story.explanation(of: key)?.isUploaded == true)
  }

  @Test func `a deletion elsewhere is the reason for what went and for what stayed`() throws {
    let row = Sample.local("a", "1", 4, sequence: 7)
    var gone = Story(Sample.replica(4, row))
    try gone.apply(.purge(through: 100))
    #expect(gone.explanation(of: key)?.cause == .datasetDeleted)
    #expect(gone.explanation(of: key)?.value == nil)
    #expect(gone.explanation(of: key)?.replaced == "1")
    var kept = Story(Sample.replica(4, row))
    try kept.apply(.keepForUpload(after: 100))
    #expect(kept.explanation(of: key)?.cause == .keptAfterDeletion)
    #expect(kept.explanation(of: key)?.isUploaded == false)
  }

  @Test func `a key that the service lost is explained after it went`() throws {
    var story = Story(Sample.replica(4, Sample.local("a", "1", 4)))
    try story.apply(.merge(pull(full: true)))
    #expect(story.explanation(of: key)?.cause == .dropped)
  }

  @Test func `a merged dataset is named with the rule that chose`() throws {
    let name = Sample.name("GameInfo.us-east-1:ab")
    let merged = Sample.replica(
      2, Sample.local("a", "guest", 2, device: 3_000), Sample.local("b", "x", 1, device: 3_000))
    var replica = Sample.replica(4, Sample.local("a", "member", 4, device: 2_000))
    let report = replica.dissolve(
      merged, named: name, rule: "newest", choices: [key: "guest"], editSequence: 9,
      at: Sample.moment(5_000))
    let explanation = Explanation(key: key, record: replica.rows[key], history: report.journal)
    #expect(report.changed == [key])
    #expect(explanation?.cause == .merged(name, rule: "newest"))
    #expect(explanation?.replaced == "member")
    #expect(explanation?.isUploaded == false)
  }

  @Test(arguments: [1_365, 1_366, 4_096, 4_097])
  func `long texts are cut at a whole character`(count: Int) {
    let text = String(repeating: "猫", count: count)
    let entry = JournalEntry(
      key: key, moment: Sample.moment(1), cause: .received, value: text, replaced: nil,
      origin: RecordOrigin(), editSequence: 0)
    let most = JournalEntry.maximumTextBytes / 3
    let expected = count <= most ? text : String(repeating: "猫", count: most) + "…"
    #expect(entry.value == expected)
  }

  @Test(arguments: [
    (0, "1970-01-01 00:00:00 UTC"), (1_800_000_000_123, "2027-01-15 08:00:00 UTC"),
    (951_782_400_000, "2000-02-29 00:00:00 UTC"), (-1, "1969-12-31 23:59:59 UTC"),
    (4_107_542_399_000, "2100-02-28 23:59:59 UTC"), (4_107_542_400_000, "2100-03-01 00:00:00 UTC"),
  ])
  func `dates are those of the calendar`(milliseconds: Int64, expected: String) {
    #expect(Sample.moment(milliseconds).utc == expected)
  }
}
