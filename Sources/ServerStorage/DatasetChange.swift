package import SyncCore

/// A dataset has a new count, durably: it was written, deleted, or came with a merge
/// (product.md 4, "Live events").
package struct DatasetChange: Hashable, Sendable {
  /// The dataset.
  package var dataset: DatasetReference
  /// Its new count.
  package var syncCount: SyncCount

  /// Creates a change from its parts.
  package init(dataset: DatasetReference, syncCount: SyncCount) {
    self.dataset = dataset
    self.syncCount = syncCount
  }
}
