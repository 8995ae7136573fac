package import SyncCore

/// The registered devices and what they follow (cognito-sync.md 2.9).
///
/// Each method is one transaction, durable when it returns.
package protocol DeviceStore: Sendable {
  /// Registers a device, or finds the one registered with the same identity, platform and token
  /// before; returns its id.
  ///
  /// A device that was disabled can be reached again. Fails with `.push(.notConfigured)` when the
  /// pool has no application for the platform, and like a commit for unknown pools and identities.
  func register(
    _ device: RegisteredDevice, in pool: IdentityPoolID, at now: Timestamp
  ) async throws(StoreError) -> DeviceID

  /// Lets a device follow a dataset, again if need be.
  ///
  /// Fails with `.ledger(.datasetNotFound)` or `.push(.deviceNotFound)`.
  func subscribe(_ device: DeviceID, to dataset: DatasetReference) async throws(StoreError)

  /// Ends that, or fails with `.push(.notSubscribed)`, `.push(.deviceNotFound)` or
  /// `.ledger(.datasetNotFound)`.
  func unsubscribe(_ device: DeviceID, from dataset: DatasetReference) async throws(StoreError)

  /// Returns the devices that follow a dataset and can be reached.
  func subscribers(of dataset: DatasetReference) async throws(StoreError) -> [RegisteredDevice]

  /// Returns the datasets that a device follows, or fails with `.push(.deviceNotFound)`.
  func subscriptions(
    of device: DeviceID, identity: IdentityID, in pool: IdentityPoolID
  ) async throws(StoreError) -> Set<DatasetName>

  /// Notes that the push service knows a device no longer; it is notified no more.
  func disable(_ device: DeviceID) async throws(StoreError)
}
