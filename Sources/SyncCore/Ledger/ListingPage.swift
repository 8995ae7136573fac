/// One page of a dataset's changes, before the service adds tokens (cognito-sync.md 2.6.3).
package struct ListingPage: Hashable, Sendable {
  /// Records changed since the requested count, by (count, key), tombstones included.
  package var records: [SyncRecord]
  /// Where the next page begins; nothing on the last page.
  package var next: ListingPosition?
  /// The dataset's count when the listing began, the same on all its pages.
  package var datasetSyncCount: SyncCount
  /// Who made the dataset's last commit; nothing when it does not exist.
  package var lastModifiedBy: String?
  /// Whether the dataset exists.
  package var datasetExists: Bool
  /// Whether it was deleted after the requested count.
  package var datasetDeletedAfterRequestedSyncCount: Bool
  /// Whether the pages of this listing together hold every record of the dataset.
  package var isFullListing: Bool

  /// Creates the page at `position` from the records found there, one more than `limit` at most.
  package init(
    at position: ListingPosition, state: DatasetState, found: [SyncRecord], limit: Int?
  ) {
    let page = limit.map { found.prefix($0) } ?? found[...]
    records = Array(page)
    next = page.count < found.count ? page.last.map(position.advanced(past:)) : nil
    datasetSyncCount = position.snapshot
    lastModifiedBy = state.lastModifiedBy
    datasetExists = true
    datasetDeletedAfterRequestedSyncCount = position.wasDeleted
    isFullListing = position.isFull
  }

  /// Creates the only page of a dataset that does not exist.
  package init(absentSince requested: SyncCount, wasDeleted: Bool) {
    records = []
    datasetSyncCount = 0
    datasetExists = false
    datasetDeletedAfterRequestedSyncCount = wasDeleted
    isFullListing = requested == 0
  }
}
