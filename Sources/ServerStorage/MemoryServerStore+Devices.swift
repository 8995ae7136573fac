import IdentityCore
package import SyncCore

extension MemoryServerStore {
  /// Registers a device, or finds the one registered before, which can then be reached again.
  package func register(
    _ device: RegisteredDevice, in pool: IdentityPoolID, at now: Timestamp
  ) throws(StoreError) -> DeviceID {
    guard try knows(device.identity, in: pool) else {
      throw .identity(.identityNotFound(device.identity))
    }
    let push = settings[pool]?.configuration.pushSync
    guard push?.applicationARN(for: device.platform) != nil else {
      throw .push(.notConfigured(device.platform))
    }
    let known = devices.values.first { known in
      known.device.identity == device.identity && known.device.platform == device.platform
        && known.device.token == device.token
    }
    if let known {
      devices[known.device.id]?.isEnabled = true
      return known.device.id
    }
    guard devices[device.id] == nil else {
      throw .failure(.deviceIdentifierTaken)
    }
    lastDevice += 1
    devices[device.id] = KnownDevice(number: lastDevice, device: device, isEnabled: true)
    return device.id
  }

  /// Lets a device follow a dataset.
  package func subscribe(
    _ device: DeviceID, to dataset: DatasetReference
  ) throws(StoreError) {
    try check(device, dataset)
    subscriptions[dataset, default: []].insert(device)
  }

  /// Ends that.
  package func unsubscribe(
    _ device: DeviceID, from dataset: DatasetReference
  ) throws(StoreError) {
    try check(device, dataset)
    guard subscriptions[dataset]?.remove(device) != nil else {
      throw .push(.notSubscribed(device, dataset.name))
    }
  }

  /// Returns the devices that follow a dataset and can be reached.
  package func subscribers(
    of dataset: DatasetReference
  ) throws(StoreError) -> [RegisteredDevice] {
    (subscriptions[dataset] ?? []).compactMap { devices[$0] }.filter(\.isEnabled)
      .sorted { $0.number < $1.number }.map(\.device)
  }

  /// Returns the datasets that a device follows.
  package func subscriptions(
    of device: DeviceID, identity: IdentityID, in pool: IdentityPoolID
  ) throws(StoreError) -> Set<DatasetName> {
    guard try knows(identity, in: pool), devices[device]?.device.identity == identity else {
      throw .push(.deviceNotFound(device))
    }
    return Set(subscriptions.filter { $0.value.contains(device) }.keys.map(\.name))
  }

  /// Notes that the push service knows a device no longer.
  package func disable(_ device: DeviceID) throws(StoreError) {
    devices[device]?.isEnabled = false
  }

  /// Forgets the devices of an identity and what they follow.
  func removeDevices(of identity: IdentityID) {
    devices = devices.filter { $0.value.device.identity != identity }
    subscriptions = subscriptions.filter { $0.key.identity != identity }
  }

  private func check(
    _ device: DeviceID, _ dataset: DatasetReference
  ) throws(StoreError) {
    guard try knows(dataset.identity, in: dataset.pool), ledger(dataset).state.exists else {
      throw .ledger(.datasetNotFound(dataset.name))
    }
    guard devices[device]?.device.identity == dataset.identity else {
      throw .push(.deviceNotFound(device))
    }
  }
}
