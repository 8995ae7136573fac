import ServerStorage
import SyncCore

/// A request about devices.
enum DeviceOperation: Sendable {
  case register(RegisteredDevice, IdentityPoolID, at: Timestamp)
  case subscribe(DeviceID, DatasetReference)
  case unsubscribe(DeviceID, DatasetReference)
  case subscribers(DatasetReference)
  case subscriptions(DeviceID, IdentityID, IdentityPoolID)
  case disable(DeviceID)

  func perform(on store: any ServerStore) async throws(StoreError) -> StoreAnswer {
    switch self {
    case .register(let device, let pool, let now):
      return .device(try await store.register(device, in: pool, at: now))
    case .subscribe(let device, let dataset): try await store.subscribe(device, to: dataset)
    case .unsubscribe(let device, let dataset):
      try await store.unsubscribe(device, from: dataset)
    case .subscribers(let dataset): return .devices(try await store.subscribers(of: dataset))
    case .subscriptions(let device, let identity, let pool):
      return .names(try await store.subscriptions(of: device, identity: identity, in: pool))
    case .disable(let device): try await store.disable(device)
    }
    return .done
  }
}

/// A request about what streams publish.
enum StreamOperation: Sendable {
  case queue(IdentityPoolID, limit: Int)
  case remove(IdentityPoolID, through: Int64)
  case pools
  case snapshots(IdentityPoolID, after: DatasetReference?, limit: Int)

  func perform(on store: any ServerStore) async throws(StoreError) -> StoreAnswer {
    switch self {
    case .queue(let pool, let limit):
      return .queue(try await store.queuedCommits(of: pool, limit: limit))
    case .remove(let pool, let number):
      try await store.removeQueuedCommits(of: pool, through: number)
      return .done
    case .pools: return .poolIDs(try await store.poolsWithQueuedCommits())
    case .snapshots(let pool, let last, let limit):
      return .commits(try await store.snapshots(of: pool, after: last, limit: limit))
    }
  }
}

/// A request about what is stored in all.
enum UsageOperation: Sendable {
  case ofIdentity(IdentityID, IdentityPoolID)
  case ofPool(IdentityPoolID, at: Timestamp)
  case ofPools(after: IdentityPoolID?, limit: Int, at: Timestamp)
  case countSessions([IdentityPoolID: Int], at: Timestamp)

  func perform(on store: any ServerStore) async throws(StoreError) -> StoreAnswer {
    switch self {
    case .ofIdentity(let identity, let pool):
      return .identityUsage(try await store.usage(of: identity, in: pool))
    case .ofPool(let pool, let now): return .poolUsage(try await store.usage(of: pool, at: now))
    case .ofPools(let last, let limit, let now):
      return .poolUsages(try await store.usages(after: last, limit: limit, at: now))
    case .countSessions(let counts, let now):
      try await store.countSessions(counts, at: now)
      return .done
    }
  }
}

/// A request about reported events.
enum AnalyticsOperation: Sendable {
  case append([AnalyticsEvent])
  case query(AnalyticsQuery)

  func perform(on store: any ServerStore) async throws(StoreError) -> StoreAnswer {
    switch self {
    case .append(let events):
      try await store.append(events)
      return .done
    case .query(let query):
      let events = try await store.events(matching: query)
      return .events(events.map(\.number), events.map(\.event))
    }
  }
}
