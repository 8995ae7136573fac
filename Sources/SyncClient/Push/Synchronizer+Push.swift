import CognitoWire
import RequestSigning
import SyncCore

extension Synchronizer {
  /// Registers this device for the present identity unless that was done with the same token.
  func registerDevice(
    platform: PushPlatform, token: String
  ) async throws(SyncError) -> DeviceID {
    let identity = try await credentials.session().identity
    let hash = PayloadHash.of(Array(token.utf8))
    if let known = try registration(of: identity), known.platform == platform,
      known.tokenHash == hash
    {
      return known.device
    }
    let input = RegisterDevice.Input(
      pool: pool, identity: identity, platform: platform, token: token)
    let device = try await remote.call(RegisterDevice.self, input, as: identity)
    do throws(StoreError) {
      try store.save(
        PushRegistration(platform: platform, tokenHash: hash, device: device), of: identity)
    } catch {
      throw SyncError(error)
    }
    return device
  }

  /// Returns the device's name at the service, or nothing before it was registered.
  nonisolated func registeredDevice(
    of identity: IdentityID
  ) throws(SyncError) -> DeviceID? {
    try registration(of: identity)?.device
  }

  /// Subscribes this device to one dataset.
  func subscribe(to dataset: DatasetName) async throws(SyncError) {
    let (identity, device) = try await registered()
    let input = subscription(dataset, identity, device)
    _ = try await remote.call(SubscribeToDataset.self, input, as: identity)
  }

  /// Ends this device's subscription to one dataset.
  func unsubscribe(from dataset: DatasetName) async throws(SyncError) {
    let (identity, device) = try await registered()
    let input = subscription(dataset, identity, device)
    _ = try await remote.call(UnsubscribeFromDataset.self, input, as: identity)
  }

  /// Subscribes to all local datasets that are not about to be deleted.
  ///
  /// One that the service does not have keeps none of the others from being subscribed to.
  func subscribeAll() async throws(SyncError) {
    let (identity, device) = try await registered()
    var missing: SyncError?
    for dataset in try datasets(of: identity) where dataset.lastSyncCount != nil {
      let input = subscription(dataset.name, identity, device)
      do throws(SyncError) {
        _ = try await remote.call(SubscribeToDataset.self, input, as: identity)
      } catch {
        guard error.code == .notFound else { throw error }
        missing = missing ?? error
      }
    }
    if let missing { throw missing }
  }

  /// Ends the subscriptions to all local datasets; where there is none, nothing is wrong.
  func unsubscribeAll() async throws(SyncError) {
    let (identity, device) = try await registered()
    for dataset in try datasets(of: identity) {
      let input = subscription(dataset.name, identity, device)
      do throws(SyncError) {
        _ = try await remote.call(UnsubscribeFromDataset.self, input, as: identity)
      } catch {
        guard error.code == .notFound else { throw error }
      }
    }
  }

  private func registered() async throws(SyncError) -> (IdentityID, DeviceID) {
    // Credentials come first: obtaining them may change the identity, which ends a registration.
    let identity = try await credentials.session().identity
    guard let device = try registeredDevice(of: identity) else {
      throw SyncError(
        .deviceNotRegistered,
        "This device is not registered for push notifications. Call registerDevice first.")
    }
    return (identity, device)
  }

  private func subscription(
    _ dataset: DatasetName, _ identity: IdentityID, _ device: DeviceID
  ) -> DatasetSubscription {
    DatasetSubscription(
      dataset: DatasetReference(pool: pool, identity: identity, name: dataset), device: device)
  }

  private func datasets(of identity: IdentityID) throws(SyncError) -> [DatasetSummary] {
    do throws(StoreError) {
      return try store.datasets(of: .identity(identity))
    } catch {
      throw SyncError(error)
    }
  }

  nonisolated private func registration(
    of identity: IdentityID
  ) throws(SyncError) -> PushRegistration? {
    do throws(StoreError) {
      return try store.registration(of: identity)
    } catch {
      throw SyncError(error)
    }
  }
}
