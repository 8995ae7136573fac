import ServerStorage
import SyncCore

/// Remembers who followed the datasets that were just deleted: a deletion ends all subscriptions,
/// and is told all the same (cognito-sync.md 2.9).
final class DeletionFollowers: Sendable {
  private let devices = RecentCache<DatasetReference, [RegisteredDevice]>(capacity: 1_024)

  /// Notes who is to be told when `dataset` is deleted.
  func remember(_ devices: [RegisteredDevice], of dataset: DatasetReference) {
    self.devices[dataset] = devices
  }

  /// Returns the devices that followed `dataset` when it was deleted.
  func followers(of dataset: DatasetReference) -> [RegisteredDevice] { devices[dataset] ?? [] }
}
