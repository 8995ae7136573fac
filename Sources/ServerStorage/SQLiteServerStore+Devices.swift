import GRDB
import IdentityCore
package import SyncCore

extension SQLiteServerStore {
  /// Registers a device, or finds the one registered before, which can then be reached again.
  package func register(
    _ device: RegisteredDevice, in pool: IdentityPoolID, at now: Timestamp
  ) async throws(StoreError) -> DeviceID {
    try await write { database in
      guard let owner = try IdentityRow.usable(device.identity, in: pool, database) else {
        throw StoreError.identity(.identityNotFound(device.identity))
      }
      let push = try PoolSyncRow.fetch(pool, database).configuration.pushSync
      guard push?.applicationARN(for: device.platform) != nil else {
        throw StoreError.push(.notConfigured(device.platform))
      }
      return try DeviceRow.register(device, of: owner, at: now, database)
    }
  }

  /// Lets a device follow a dataset.
  package func subscribe(
    _ device: DeviceID, to dataset: DatasetReference
  ) async throws(StoreError) {
    try await write { database in
      let (device, dataset) = try Self.rows(device, dataset, database)
      try SubscriptionRow.insert(device, to: dataset, database)
    }
  }

  /// Ends that.
  package func unsubscribe(
    _ device: DeviceID, from dataset: DatasetReference
  ) async throws(StoreError) {
    try await write { database in
      let rows = try Self.rows(device, dataset, database)
      guard try SubscriptionRow.delete(rows.device, from: rows.dataset, database) else {
        throw StoreError.push(.notSubscribed(device, dataset.name))
      }
    }
  }

  /// Returns the devices that follow a dataset and can be reached.
  package func subscribers(
    of dataset: DatasetReference
  ) async throws(StoreError) -> [RegisteredDevice] {
    try await read { database in try SubscriptionRow.subscribers(of: dataset, database) }
  }

  /// Returns the datasets that a device follows.
  package func subscriptions(
    of device: DeviceID, identity: IdentityID, in pool: IdentityPoolID
  ) async throws(StoreError) -> Set<DatasetName> {
    try await read { database in
      let owner = try IdentityRow.usable(identity, in: pool, database)
      let device = try DeviceRow.require(device, of: owner, database)
      return try SubscriptionRow.datasets(of: device, database)
    }
  }

  /// Notes that the push service knows a device no longer.
  package func disable(_ device: DeviceID) async throws(StoreError) {
    try await write { database in try DeviceRow.disable(device, database) }
  }

  private static func rows(
    _ device: DeviceID, _ dataset: DatasetReference, _ database: Database
  ) throws -> (device: Int64, dataset: Int64) {
    guard let row = try DatasetRow.fetch(dataset, database), let number = row.number,
      row.state.exists
    else { throw StoreError.ledger(.datasetNotFound(dataset.name)) }
    return (try DeviceRow.require(device, of: row.identity, database), number)
  }
}
