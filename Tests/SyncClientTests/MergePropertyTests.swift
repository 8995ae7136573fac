import SyncCore
import TestKit
import Testing

/// What merging promises, whatever comes in whatever order.
@Suite struct MergePropertyTests {
  private static let seeds = Array(1...200).map(UInt64.init)
  private static let serverTime = Timestamp(milliseconds: 10_000_000)

  /// One text of one key, with the date of the device that wrote it.
  private struct Version: Hashable {
    var text: String?
    var date: Int64

    /// The side that wins when this one is here and `other` is there.
    func meeting(_ other: Version) -> Version {
      guard let key = RecordKey("k") else { return self }
      let here = LocalRecord(
        key: key, value: text, syncCount: 1, edit: .unsent,
        deviceLastModified: Timestamp(milliseconds: date))
      let there = SyncRecord(
        key: key, value: other.text, syncCount: 2, lastModified: serverTime, lastModifiedBy: nil,
        deviceLastModified: Timestamp(milliseconds: other.date))
      switch SyncConflict(local: here, remote: there).lastWriter(serverTime: serverTime) {
      case .local: return self
      case .remote: return other
      case .value(let text): return Version(text: text, date: date)
      }
    }

    /// What counts of the date: a clock far ahead is cut back.
    var countedDate: Int64 {
      date > serverTime.milliseconds + 300_000 ? serverTime.milliseconds : date
    }
  }

  private static func versions(_ generator: inout SeededGenerator) -> [Version] {
    (0..<3).map { number in
      // Few dates, around the edge where clocks are cut back, so that ties are common.
      let offsets: [Int64] = [-1, 0, 1, 299_999, 300_000, 300_001, 900_000]
      let offset = offsets.randomElement(using: &generator)
      let text: String? = Int.random(in: 0..<4, using: &generator) == 0 ? nil : "v\(number)"
      return Version(text: text, date: serverTime.milliseconds + (offset ?? 0))
    }
  }

  @Test(arguments: seeds)
  func `the last writer is the same whoever is asked first`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let versions = Self.versions(&generator)
      let (a, b, c) = (versions[0], versions[1], versions[2])
      #expect(a.meeting(a) == a)
      #expect(a.meeting(b).meeting(c) == a.meeting(b.meeting(c)))
      // A tie goes to the service, and only then the order counts.
      if a.countedDate != b.countedDate { #expect(a.meeting(b) == b.meeting(a)) }
      #expect(a.meeting(b).countedDate == max(a.countedDate, b.countedDate))
    }
  }

  private static func history(_ generator: inout SeededGenerator) -> [SyncRecord] {
    (1...12).compactMap { count in
      guard let key = RecordKey("k\(Int.random(in: 0..<4, using: &generator))") else { return nil }
      let isRemoval = Int.random(in: 0..<4, using: &generator) == 0
      return SyncRecord(
        key: key, value: isRemoval ? nil : "v\(count)", syncCount: SyncCount(count),
        lastModified: serverTime, lastModifiedBy: nil, deviceLastModified: nil)
    }
  }

  private static func merge(_ records: [SyncRecord], into replica: inout DatasetReplica) throws {
    let pull = Pull(since: 1, datasetSyncCount: 12, records: records, isFull: false)
    _ = try replica.apply(.merge(pull), expecting: replica.lastSyncCount, at: serverTime)
  }

  @Test(arguments: seeds)
  func `listings give the same rows in any order, in any parts, and any number of times`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let history = Self.history(&generator)
    var whole = DatasetReplica()
    try Self.merge(history, into: &whole)
    let parts = history.shuffled(using: &generator)
    let cut = Int.random(in: 0...parts.count, using: &generator)
    var pieces = DatasetReplica()
    for part in [parts[cut...], parts[..<cut], parts[cut...]] {
      for record in part { try Self.merge([record], into: &pieces) }
    }
    #expect(pieces.rows == whole.rows)
    #expect(pieces.rows.values.allSatisfy { !$0.isDirty })
  }

  @Test(arguments: seeds)
  func `a listing taken in twice asks the same and changes nothing more`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var replica = DatasetReplica()
    try Self.merge(Self.history(&generator), into: &replica)
    for key in replica.rows.keys.sorted() where Bool.random(using: &generator) {
      let text = "mine\(Int.random(in: 0..<3, using: &generator))"
      replica.set(key, to: text, at: Self.serverTime, editSequence: 1)
    }
    let news = Self.history(&generator).map { record in
      var record = record
      record.syncCount += 12
      return record
    }
    // A listing names each key once.
    let latest = Dictionary(news.map { ($0.key, $0) }) { $1 }.values.sorted { $0.key < $1.key }
    let pull = Pull(since: 12, datasetSyncCount: 12, records: latest, isFull: false)
    let first = try replica.apply(.merge(pull), expecting: 12, at: Self.serverTime)
    let once = replica
    let second = try replica.apply(.merge(pull), expecting: 12, at: Self.serverTime)
    #expect(replica == once)
    #expect(second.conflicts == first.conflicts)
    #expect(second.changed.isEmpty)
    let answers = first.conflicts.map { ResolvedConflict($0, .remote) }
    _ = try replica.apply(
      .resolve(answers, advancingTo: 24), expecting: 12, at: Self.serverTime)
    let settled = replica
    let third = try replica.apply(.merge(pull), expecting: 24, at: Self.serverTime)
    #expect(third.conflicts.isEmpty)
    #expect(replica.rows == settled.rows)
  }
}
