import SyncCore

/// A dataset on a device as one would write it on a slate.
///
/// There is what the user reads, and which keys are still to be uploaded; no counts, no tombstones.
struct ReplicaModel {
  var texts: [RecordKey: String] = [:]
  /// Keys to upload, with the edit they were last changed by.
  var unsaved: [RecordKey: Int64] = [:]
  var isDeleted = false

  mutating func set(_ key: RecordKey, to text: String, by edit: Int64) -> Bool {
    guard texts[key] != text else { return false }
    texts[key] = text
    unsaved[key] = edit
    return true
  }

  mutating func remove(_ key: RecordKey, by edit: Int64, isKnown: Bool) -> Bool {
    guard texts.removeValue(forKey: key) != nil else { return false }
    unsaved[key] = isKnown ? edit : nil
    return true
  }

  /// The service is the truth for every key that nobody here has edited.
  mutating func receive(_ records: [SyncRecord]) {
    for record in records where unsaved[record.key] == nil || texts[record.key] == record.value {
      texts[record.key] = record.value
      unsaved[record.key] = nil
    }
  }

  /// What was sent is saved, unless it was edited since.
  mutating func saved(_ sent: [LocalRecord]) {
    for row in sent where unsaved[row.key] == row.editSequence { unsaved[row.key] = nil }
  }

  mutating func delete() {
    texts = [:]
    unsaved = [:]
    isDeleted = true
  }
}

/// One replica, its model, and a service that other devices write to as well.
struct ReplicaHistory {
  /// Keys are few, so that most operations meet.
  private static let keys = (0..<12).map { Sample.key("k\($0)") }
  private static let texts = (0..<6).map { "v\($0)" }

  private(set) var replica = DatasetReplica()
  private(set) var model = ReplicaModel()
  private var service: [RecordKey: SyncRecord] = [:]
  private var count: SyncCount = 0
  private var edit: Int64 = 0
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// Does something, here, elsewhere or between the two; returns a sentence when replica and model
  /// disagree.
  mutating func step() throws -> String? {
    let key = Self.keys[draw(Self.keys.count)]
    switch draw(16) {
    case 0...5: return set(key)
    case 6, 7: return remove(key)
    case 8...12: writeElsewhere(key)
    case 13, 14: try synchronize()
    case _:
      guard draw(200) == 0 else { return nil }
      replica.delete()
      model.delete()
    }
    return nil
  }

  /// Compares all that can be seen.
  func difference() -> String? {
    guard replica.values == model.texts else { return "texts differ" }
    let dirty = replica.rows.values.filter(\.isDirty)
    guard Dictionary(uniqueKeysWithValues: dirty.map { ($0.key, $0.editSequence) }) == model.unsaved
    else { return "unsaved keys differ" }
    return replica.isDeletePending == model.isDeleted ? nil : "a deletion is forgotten"
  }

  private mutating func set(_ key: RecordKey) -> String? {
    let text = Self.texts[draw(Self.texts.count)]
    let changed = replica.set(
      key, to: text, at: Timestamp(milliseconds: edit), editSequence: edit + 1)
    guard changed == model.set(key, to: text, by: edit + 1) else { return "set \(key)" }
    edit += 1
    return replica.value(for: key) == text ? nil : "\(key) after set"
  }

  private mutating func remove(_ key: RecordKey) -> String? {
    let isKnown = replica.rows[key].map { $0.syncCount > 0 || $0.edit == .sent } ?? false
    let changed = replica.remove(
      key, at: Timestamp(milliseconds: edit), editSequence: edit + 1)
    guard changed == model.remove(key, by: edit + 1, isKnown: isKnown) else {
      return "remove \(key)"
    }
    edit += 1
    return replica.value(for: key) == nil ? nil : "\(key) after remove"
  }

  private mutating func writeElsewhere(_ key: RecordKey) {
    count += 1
    let text = draw(4) == 0 ? nil : Self.texts[draw(Self.texts.count)]
    service[key] = Sample.remote(key.rawValue, text, count)
  }

  /// A whole run: deletion, pull, decisions, upload, and an edit while the upload is on its way.
  private mutating func synchronize() throws {
    let now = Timestamp(milliseconds: edit)
    if replica.isDeletePending {
      service = [:]
      count += 1
      _ = try replica.apply(
        .finishDeletion, expecting: DatasetReplica.deletePending, at: now)
      model.isDeleted = false
    }
    let since = replica.lastSyncCount
    let records = service.values.filter { $0.syncCount > since }.sorted {
      $0.syncCount < $1.syncCount
    }
    let pull = Pull(since: since, datasetSyncCount: count, records: records, isFull: since == 0)
    let merged = try replica.apply(.merge(pull), expecting: since, at: now)
    let conflicts = Set(merged.conflicts.map(\.key))
    model.receive(records.filter { !conflicts.contains($0.key) })
    if !merged.conflicts.isEmpty { try resolve(merged.conflicts, at: now) }
    try upload(at: now)
  }

  private mutating func resolve(_ conflicts: [SyncConflict], at now: Timestamp) throws {
    var answers: [ResolvedConflict] = []
    for conflict in conflicts {
      switch draw(3) {
      case 0:
        answers.append(ResolvedConflict(conflict, .local))
      case 1:
        answers.append(ResolvedConflict(conflict, .remote))
        model.texts[conflict.key] = conflict.remote.value
        model.unsaved[conflict.key] = nil
      case _:
        answers.append(ResolvedConflict(conflict, .value("both")))
        model.texts[conflict.key] = "both"
        let isRemote = conflict.remote.value == "both"
        if isRemote { model.unsaved[conflict.key] = nil }
      }
    }
    _ = try replica.apply(
      .resolve(answers, advancingTo: count), expecting: replica.lastSyncCount, at: now)
  }

  private mutating func upload(at now: Timestamp) throws {
    let base = replica.lastSyncCount
    let sent = try replica.collect(expecting: base).records
    guard !sent.isEmpty else { return }
    count += 1
    var returned: [SyncRecord] = []
    for row in sent {
      let record = Sample.remote(row.key.rawValue, row.value, count)
      service[row.key] = record
      returned.append(record)
    }
    if draw(3) == 0 { _ = set(Self.keys[draw(Self.keys.count)]) }
    // The answer may be lost; what was sent then shows in the next pull.
    guard draw(8) != 0 else { return }
    _ = try replica.apply(
      .storePushed(returned, pushed: sent, after: base), expecting: base, at: now)
    model.saved(sent)
  }

  /// Returns a number below `bound` (xorshift).
  private mutating func draw(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int((state >> 33) % UInt64(bound))
  }
}
