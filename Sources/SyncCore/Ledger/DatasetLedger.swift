/// One dataset as the service keeps it: the specification of every store
/// (cognito-sync.md 2.6).
package struct DatasetLedger: Hashable, Sendable {
  /// The owner.
  package let identity: IdentityID
  /// The dataset's name.
  package let name: DatasetName
  /// The counters.
  package private(set) var state = DatasetState()
  /// All records by key, tombstones included.
  package private(set) var records: [RecordKey: SyncRecord] = [:]

  /// Creates a dataset that never existed.
  package init(identity: IdentityID, name: DatasetName) {
    self.identity = identity
    self.name = name
  }

  /// The dataset's description, or nothing when it does not exist.
  package var metadata: DatasetMetadata? { state.metadata(identity: identity, name: name) }

  /// Applies all of `patches` or, on an error, nothing, and returns the records written, in
  /// request order (2.6.2).
  ///
  /// - Parameter datasetCount: Existing datasets of the owner.
  package mutating func commit(
    _ patches: [RecordPatch], by author: String, at now: Timestamp, datasetCount: Int,
    limits: SyncLimits
  ) throws(LedgerError) -> [SyncRecord] {
    let written = try state.commit(
      patches, to: summaries(of: patches), by: author, at: now, datasetCount: datasetCount,
      limits: limits)
    for record in written { records[record.key] = record }
    dropTombstones(limits: limits)
    return written
  }

  /// Fails where a commit of `patches` would, but for the limits of the dataset.
  package func check(_ patches: [RecordPatch], limits: SyncLimits) throws(LedgerError) {
    try DatasetState.check(patches, against: summaries(of: patches), limits: limits)
  }

  /// All records in the order of a listing, tombstones included.
  package var listedRecords: [SyncRecord] { records.values.sorted(by: Self.isListedBefore) }

  /// Lists the records after `since`, at most `limit` a page (2.6.3).
  package func list(since: SyncCount, limit: Int?) throws(LedgerError) -> ListingPage {
    switch try state.beginListing(since: since) {
    case .absent(let page): page
    case .records(let position): page(at: position, limit: limit)
    }
  }

  /// Lists the page that an earlier one named as its next.
  package func list(
    continuing position: ListingPosition, limit: Int?
  ) throws(LedgerError) -> ListingPage {
    try state.continueListing(at: position)
    return page(at: position, limit: limit)
  }

  /// Deletes the dataset with all records and returns its last description (2.6.5).
  package mutating func delete() throws(LedgerError) -> DatasetMetadata {
    guard let last = state.delete()?.metadata(identity: identity, name: name) else {
      throw .datasetNotFound(name)
    }
    records = [:]
    return last
  }

  /// Becomes the copy of a dataset whose owner was merged into this one's (3.5, point 4).
  package mutating func adopt(_ source: DatasetLedger, at now: Timestamp) {
    precondition(!state.exists, "An existing dataset is never overwritten by a merge.")
    state.adopt(source.state, at: now)
    records = source.records.filter { !$0.value.isDeleted }.mapValues { record in
      var record = record
      record.syncCount = state.syncCount
      return record
    }
  }

  private func summaries(of patches: [RecordPatch]) -> [RecordKey: RecordSummary] {
    var summaries: [RecordKey: RecordSummary] = [:]
    for patch in patches { summaries[patch.key] = records[patch.key].map(RecordSummary.init) }
    return summaries
  }

  private func page(at position: ListingPosition, limit: Int?) -> ListingPage {
    let found = records.values.filter(position.precedes).sorted(by: Self.isListedBefore)
    return ListingPage(at: position, state: state, found: found, limit: limit)
  }

  private mutating func dropTombstones(limits: SyncLimits) {
    let excess = state.excessTombstones(limits: limits)
    guard excess > 0 else { return }
    let oldest = records.values.filter(\.isDeleted).sorted(by: Self.isListedBefore).prefix(excess)
    for record in oldest { records[record.key] = nil }
    state.dropTombstones(oldest.map(\.syncCount))
  }

  private static func isListedBefore(_ left: SyncRecord, _ right: SyncRecord) -> Bool {
    left.syncCount == right.syncCount ? left.key < right.key : left.syncCount < right.syncCount
  }
}
