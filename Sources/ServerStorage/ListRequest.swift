package import SyncCore

/// One page of ListRecords, checked and authorized (cognito-sync.md 2.6.3).
package struct ListRequest: Hashable, Sendable {
  /// Where a page begins.
  package enum Start: Hashable, Sendable {
    /// The first page of the records after this count.
    case since(SyncCount)
    /// A later page.
    case position(ListingPosition)
  }

  /// The dataset to read.
  package var dataset: DatasetReference
  /// Where the page begins.
  package var start: Start
  /// The most records of the page, at least 1; nothing for all.
  package var limit: Int?
  /// The session that was passed in, which must not be spent; nothing when there was none.
  package var session: SyncSessionReference?

  /// Creates a request from its parts.
  package init(
    dataset: DatasetReference, start: Start, limit: Int? = nil,
    session: SyncSessionReference? = nil
  ) {
    self.dataset = dataset
    self.start = start
    self.limit = limit
    self.session = session
  }
}

/// The answer to ListRecords but for its tokens.
package struct DatasetListing: Hashable, Sendable {
  /// The records and what is known of the dataset.
  package var page: ListingPage
  /// Existing datasets that identities merged into this one left under this name, by name.
  package var mergedDatasetNames: [DatasetName]

  /// Creates an answer from its parts.
  package init(page: ListingPage, mergedDatasetNames: [DatasetName]) {
    self.page = page
    self.mergedDatasetNames = mergedDatasetNames
  }
}
