package import SyncCore

/// One page of ListDatasets (cognito-sync.md 2.6.5).
package struct DatasetsPage: Hashable, Sendable {
  /// Existing datasets by name, those of merged identities included.
  package var datasets: [DatasetMetadata]
  /// The last name of this page when others follow.
  package var next: DatasetName?

  /// Creates the page from what was found, one more than `limit` at most.
  package init(found: [DatasetMetadata], limit: Int?) {
    datasets = limit.map { Array(found.prefix($0)) } ?? found
    next = datasets.count < found.count ? datasets.last?.name : nil
  }
}
