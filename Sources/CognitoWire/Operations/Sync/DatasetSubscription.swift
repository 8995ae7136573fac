package import SyncCore

/// A device and the dataset whose changes it wants to hear of (cognito-sync.md 2.5 #10, #11).
package struct DatasetSubscription: Hashable, Sendable {
  /// The dataset.
  package var dataset: DatasetReference
  /// The device, registered for the dataset's owner.
  package var device: DeviceID

  /// Creates a subscription from its parts.
  package init(dataset: DatasetReference, device: DeviceID) {
    self.dataset = dataset
    self.device = device
  }

  /// Where subscriptions are found.
  static let path: PathTemplate = """
    /identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets/{DatasetName}\
    /subscriptions/{DeviceId}
    """

  /// The labels of a path that names this subscription.
  var labels: [String: String] {
    dataset.labels.merging([PathLabel.device.rawValue: device.rawValue]) { _, new in new }
  }

  /// Creates the subscription that labels spell, or throws the refusal of all malformed ones.
  init(labels: [String: String]) throws(WireError) {
    guard let device = DeviceID(labels[PathLabel.device.rawValue] ?? "") else {
      throw labels.refusal(of: .pool, .identity, .dataset, .device)
    }
    self.init(dataset: try DatasetReference(labels: labels), device: device)
  }
}
