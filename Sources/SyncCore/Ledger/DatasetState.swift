/// Everything that decides a commit or a listing beside the records it touches
/// (cognito-sync.md 2.6.1).
///
/// The counters are kept, never recounted, so that a store decides from one row.
package struct DatasetState: Hashable, Sendable {
  /// Whether the dataset exists; false before the first commit and after a deletion.
  package var exists = false
  /// Commits and deletions so far; survives deletion.
  package var syncCount: SyncCount = 0
  /// The count given to the last deletion.
  package var deletedAt: SyncCount?
  /// The service's clock at the commit that created it.
  package var created = Timestamp(milliseconds: 0)
  /// The service's clock at the last commit.
  package var lastModified = Timestamp(milliseconds: 0)
  /// Who made the last commit.
  package var lastModifiedBy: String?
  /// UTF-8 bytes of live keys and values.
  package var storageBytes = 0
  /// Live records.
  package var recordCount = 0
  /// Removed records whose counts are still known.
  package var tombstoneCount = 0
  /// The highest count of a tombstone that was dropped; zero when none was.
  package var tombstoneFloor: SyncCount = 0

  /// Creates the state of a dataset that never existed.
  package init() {}

  /// Applies `patches` and returns the records as written, in request order (2.6.2).
  ///
  /// - Parameters:
  ///   - current: The touched records as they are, tombstones included.
  ///   - datasetCount: Existing datasets of the owner.
  package mutating func commit(
    _ patches: [RecordPatch], to current: [RecordKey: RecordSummary], by author: String,
    at now: Timestamp, datasetCount: Int, limits: SyncLimits
  ) throws(LedgerError) -> [SyncRecord] {
    guard !patches.isEmpty else { return [] }
    try Self.check(patches, against: current, limits: limits)
    guard exists || datasetCount < limits.datasetsPerIdentity else {
      throw .tooManyDatasets(most: limits.datasetsPerIdentity)
    }
    var next = self
    let records = next.write(patches, over: current, by: author, at: now)
    guard next.recordCount <= limits.recordsPerDataset else {
      throw .tooManyRecords(count: next.recordCount, most: limits.recordsPerDataset)
    }
    guard next.storageBytes <= limits.bytesPerDataset else {
      throw .datasetTooLarge(bytes: next.storageBytes, most: limits.bytesPerDataset)
    }
    self = next
    return records
  }

  /// Checks what needs no stored state.
  package static func validate(
    _ patches: [RecordPatch], limits: SyncLimits
  ) throws(LedgerError) {
    var keys = Set<RecordKey>(minimumCapacity: patches.count)
    for patch in patches {
      guard patch.syncCount >= 0 else {
        throw .negativeSyncCount(key: patch.key, given: patch.syncCount)
      }
      guard keys.insert(patch.key).inserted else { throw .duplicateKey(patch.key) }
      // A text never has more scalars than bytes, and its bytes are counted already.
      guard let value = patch.value, value.utf8.count > limits.valueLength else { continue }
      let length = value.unicodeScalars.count
      guard length <= limits.valueLength else {
        throw .valueTooLong(key: patch.key, length: length, most: limits.valueLength)
      }
    }
  }

  /// Fails for patches that are not valid, and for the first that names another count than its
  /// record's (2.6.2).
  package static func check(
    _ patches: [RecordPatch], against current: [RecordKey: RecordSummary], limits: SyncLimits
  ) throws(LedgerError) {
    try validate(patches, limits: limits)
    for patch in patches {
      let count = current[patch.key]?.syncCount ?? 0
      guard patch.syncCount == count else {
        throw .staleRecord(key: patch.key, current: count, given: patch.syncCount)
      }
    }
  }

  private mutating func write(
    _ patches: [RecordPatch], over current: [RecordKey: RecordSummary], by author: String,
    at now: Timestamp
  ) -> [SyncRecord] {
    if !exists { created = now }
    exists = true
    syncCount += 1
    lastModified = now
    lastModifiedBy = author
    return patches.map { patch in
      if let known = current[patch.key] { discount(known) }
      let record = SyncRecord(
        key: patch.key, value: patch.value, syncCount: syncCount, lastModified: now,
        lastModifiedBy: author, deviceLastModified: patch.deviceLastModified,
        lastModifiedDevice: patch.deviceName)
      count(RecordSummary(record))
      return record
    }
  }

  private mutating func discount(_ record: RecordSummary) {
    guard let bytes = record.liveBytes else {
      tombstoneCount -= 1
      return
    }
    recordCount -= 1
    storageBytes -= bytes
  }

  private mutating func count(_ record: RecordSummary) {
    guard let bytes = record.liveBytes else {
      tombstoneCount += 1
      return
    }
    recordCount += 1
    storageBytes += bytes
  }

  /// Returns how many of the oldest tombstones, by count and key, have to go (2.6.6).
  package func excessTombstones(limits: SyncLimits) -> Int {
    max(0, tombstoneCount - limits.tombstonesPerDataset)
  }

  /// Notes that the tombstones with these counts are gone.
  package mutating func dropTombstones(_ counts: some Collection<SyncCount>) {
    tombstoneCount -= counts.count
    tombstoneFloor = max(tombstoneFloor, counts.max() ?? 0)
  }

  /// Deletes the dataset and returns what it was; the count goes on (2.6.3, 2.6.5).
  package mutating func delete() -> DatasetState? {
    guard exists else { return nil }
    let last = self
    self = DatasetState()
    syncCount = last.syncCount + 1
    deletedAt = syncCount
    return last
  }

  /// Becomes a copy of another identity's dataset: every live record gets the next count here,
  /// tombstones are left behind (3.5, "Merge S into P", point 4).
  package mutating func adopt(_ source: DatasetState, at now: Timestamp) {
    let before = self
    self = source
    syncCount = before.syncCount + 1
    deletedAt = before.deletedAt
    lastModified = now
    tombstoneCount = 0
    tombstoneFloor = 0
  }

  /// Returns the dataset's description under `identity` and `name`, or nothing when it is missing.
  package func metadata(identity: IdentityID, name: DatasetName) -> DatasetMetadata? {
    guard exists else { return nil }
    return DatasetMetadata(
      identity: identity, name: name, created: created, lastModified: lastModified,
      lastModifiedBy: lastModifiedBy ?? identity.rawValue, storageBytes: storageBytes,
      recordCount: recordCount)
  }
}
