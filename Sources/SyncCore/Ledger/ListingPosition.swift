/// Where a page of a listing begins, and what all pages of it have in common
/// (cognito-sync.md 2.5, "Pagination").
package struct ListingPosition: Hashable, Sendable {
  /// The count the listing was asked to begin after.
  package var requested: SyncCount
  /// The dataset's count when the listing began.
  package var snapshot: SyncCount
  /// Whether the listing holds every record, whatever was requested.
  package var isFull: Bool
  /// Whether the dataset was deleted after the requested count.
  package var wasDeleted: Bool
  /// Records up to this count have been listed, or up to `lastKey` of this count.
  package var lastCount: SyncCount
  /// The last key listed of `lastCount`, or nothing when all of them have been.
  package var lastKey: RecordKey?

  /// Creates the position of a first page.
  package init(requested: SyncCount, snapshot: SyncCount, isFull: Bool, wasDeleted: Bool) {
    self.requested = requested
    self.snapshot = snapshot
    self.isFull = isFull
    self.wasDeleted = wasDeleted
    lastCount = isFull ? 0 : requested
  }

  /// Tells whether `record` belongs to this page or a later one.
  package func precedes(_ record: SyncRecord) -> Bool {
    guard record.syncCount <= snapshot else { return false }
    guard record.syncCount == lastCount else { return record.syncCount > lastCount }
    guard let lastKey else { return false }
    return record.key > lastKey
  }

  /// Returns the position after `record`.
  func advanced(past record: SyncRecord) -> ListingPosition {
    var next = self
    next.lastCount = record.syncCount
    next.lastKey = record.key
    return next
  }
}
