/// One page of a dataset's changes (cognito-sync.md 2.6.3).
public struct RecordsListing: Hashable, Sendable {
  /// Records changed since the requested count, by (count, key), tombstones included.
  public var records: [SyncRecord]
  /// Where the next page begins; nothing on the last page.
  public var nextToken: String?
  /// The dataset's count when the listing began, the same on all its pages.
  public var datasetSyncCount: SyncCount
  /// Who made the dataset's last commit.
  public var lastModifiedBy: String?
  /// Datasets of identities merged into this one that await handling.
  public var mergedDatasetNames: [DatasetName]
  /// Whether the dataset exists now.
  public var datasetExists: Bool
  /// Whether it was deleted after the requested count.
  public var datasetDeletedAfterRequestedSyncCount: Bool
  /// The session to name in the commit that follows this listing.
  public var sessionToken: String
  /// Whether the pages of this listing together hold every record of the dataset (extension).
  public var isFullListing: Bool

  /// Creates a page from its parts.
  public init(
    records: [SyncRecord], nextToken: String?, datasetSyncCount: SyncCount,
    lastModifiedBy: String?, mergedDatasetNames: [DatasetName], datasetExists: Bool,
    datasetDeletedAfterRequestedSyncCount: Bool, sessionToken: String, isFullListing: Bool
  ) {
    self.records = records
    self.nextToken = nextToken
    self.datasetSyncCount = datasetSyncCount
    self.lastModifiedBy = lastModifiedBy
    self.mergedDatasetNames = mergedDatasetNames
    self.datasetExists = datasetExists
    self.datasetDeletedAfterRequestedSyncCount = datasetDeletedAfterRequestedSyncCount
    self.sessionToken = sessionToken
    self.isFullListing = isFullListing
  }
}
