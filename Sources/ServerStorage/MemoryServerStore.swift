import IdentityCore
package import SyncCore

/// Keeps everything in memory, in the simplest way that is right: the specification of a store.
package actor MemoryServerStore: ServerStore {
  struct Session: Hashable {
    var family: Int
    var account: String
    var expires: Timestamp
    var isReplaced: Bool
  }

  struct KnownDevice: Hashable {
    var number: Int
    var device: RegisteredDevice
    var isEnabled: Bool
  }

  var pools: [IdentityPoolID: IdentityPool] = [:]
  var retiredPools: Set<IdentityPoolID> = []
  var gamePoolID: IdentityPoolID?
  var settings: [IdentityPoolID: PoolSettings] = [:]
  var sessionCounts: [IdentityPoolID: [CalendarMonth: Int]] = [:]
  var rolesByName: [String: Role] = [:]
  var rolesByPool: [IdentityPoolID: PoolRoles] = [:]
  var tagMaps: [IdentityPoolID: [String: PrincipalTagMap]] = [:]
  var identities: [IdentityID: Identity] = [:]
  /// Deleted identities as they were last.
  var retired: [IdentityID: Identity] = [:]
  var accounts: [String: Account] = [:]
  var sessions: [[UInt8]: Session] = [:]
  var lastFamily = 0
  var issuer: String?
  var datasets: [IdentityID: [DatasetName: DatasetLedger]] = [:]
  var spent: Set<SyncSessionReference> = []
  var devices: [DeviceID: KnownDevice] = [:]
  var lastDevice = 0
  var subscriptions: [DatasetReference: Set<DeviceID>] = [:]
  var queue: [QueuedCommit] = []
  var lastQueued: Int64 = 0
  var events: [AnalyticsEvent] = []
  let hub = ChangeHub()

  /// Creates an empty store.
  package init() {}

  /// Returns the changes made to the identity's datasets from now on.
  package nonisolated func changes(of identity: IdentityID) -> AsyncStream<DatasetChange> {
    hub.changes(of: identity)
  }

  /// Returns the changes made to all datasets from now on.
  package nonisolated func changes() -> AsyncStream<DatasetChange> { hub.changes() }

  /// Ends all streams.
  package func close() { hub.finish() }

  // MARK: Parts

  /// Tells whether the pool has the identity; fails for unknown pools and disabled identities.
  func knows(_ id: IdentityID, in pool: IdentityPoolID) throws(StoreError) -> Bool {
    try require(pool)
    guard let identity = identities[id], identity.pool == pool else { return false }
    guard identity.state == .enabled else { throw .identity(.forbidden(id)) }
    return true
  }

  /// Fails unless the pool exists.
  func require(_ pool: IdentityPoolID) throws(StoreError) {
    guard pools[pool] != nil else { throw .identity(.poolNotFound(pool)) }
  }

  func ledger(_ dataset: DatasetReference) -> DatasetLedger {
    datasets[dataset.identity]?[dataset.name]
      ?? DatasetLedger(identity: dataset.identity, name: dataset.name)
  }

  func keep(_ ledger: DatasetLedger, of dataset: DatasetReference) {
    datasets[dataset.identity, default: [:]][dataset.name] = ledger
  }

  /// Returns the existing datasets of an identity by name.
  func existing(_ identity: IdentityID) -> [DatasetLedger] {
    (datasets[identity] ?? [:]).values.filter(\.state.exists).sorted { $0.name < $1.name }
  }

  /// Returns the identities of a pool in the order of their ids, disabled ones too.
  func members(of pool: IdentityPoolID) -> [Identity] {
    identities.values.filter { $0.pool == pool }.sorted { $0.id.rawValue < $1.id.rawValue }
  }
}
