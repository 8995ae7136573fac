package import SyncCore

/// A dataset has a new count, durably: it was written, deleted, or came with a merge
/// (product.md 4, "Live events").
package struct DatasetChange: Hashable, Sendable {
  /// The dataset.
  package var dataset: DatasetReference
  /// Its new count.
  package var syncCount: SyncCount
  /// The device that wrote, which need not be told.
  package var device: DeviceID?
  /// Whether the dataset was deleted.
  package var isDeletion: Bool

  /// Creates a change from its parts.
  package init(
    dataset: DatasetReference, syncCount: SyncCount, device: DeviceID? = nil,
    isDeletion: Bool = false
  ) {
    self.dataset = dataset
    self.syncCount = syncCount
    self.device = device
    self.isDeletion = isDeletion
  }
}
