import IdentityCore
import ServerStorage
import SyncCore

/// A request about pools and their settings.
enum PoolOperation: Sendable {
  case create(IdentityPool)
  case pool(IdentityPoolID)
  case list(after: IdentityPoolID?, limit: Int)
  case change(IdentityPoolID, PoolChange)
  case delete(IdentityPoolID)
  case gamePool(IdentityPool)
  case settings(IdentityPoolID)
  case configure(IdentityPoolID, PushSync?, CognitoStreams?)
  case setTrigger(String?, IdentityPoolID)
  case beginBulkPublish(IdentityPoolID, at: Timestamp)
  case endBulkPublish(IdentityPoolID, BulkPublishDetails)
  case unfinishedBulkPublishes

  func perform(on store: any ServerStore) async throws(StoreError) -> StoreAnswer {
    switch self {
    case .create(let pool): try await store.create(pool)
    case .pool(let id): return .pool(try await store.pool(id))
    case .list(let last, let limit):
      return .pools(try await store.pools(after: last, limit: limit))
    case .change(let id, let change): return .pool(try await store.change(id, by: change))
    case .delete(let id): try await store.deletePool(id)
    case .gamePool(let pool): return .pool(try await store.gamePool(orCreate: pool))
    case .settings(let id): return .settings(try await store.settings(of: id))
    case .configure(let id, let push, let streams):
      return .settings(try await store.configure(id, pushSync: push, streams: streams))
    case .setTrigger(let arn, let id): return .settings(try await store.setTrigger(arn, of: id))
    case .beginBulkPublish(let id, let now):
      return .settings(try await store.beginBulkPublish(of: id, at: now))
    case .endBulkPublish(let id, let details):
      return .settings(try await store.endBulkPublish(of: id, as: details))
    case .unfinishedBulkPublishes:
      return .poolIDs(try await store.unfinishedBulkPublishes())
    }
    return .done
  }
}

/// A request about roles.
enum RoleOperation: Sendable {
  case role(String)
  case roles
  case save(Role)
  case rolesOfPool(IdentityPoolID)
  case setRoles(PoolRoles, IdentityPoolID)
  case makeDefaults

  func perform(on store: any ServerStore) async throws(StoreError) -> StoreAnswer {
    switch self {
    case .role(let name): return .role(try await store.role(named: name))
    case .roles: return .roles(try await store.roles())
    case .save(let role): try await store.save(role)
    case .rolesOfPool(let pool): return .poolRoles(try await store.roles(of: pool))
    case .setRoles(let roles, let pool): try await store.setRoles(roles, of: pool)
    case .makeDefaults: try await store.makeDefaultRoles(account: "000000000000")
    }
    return .done
  }
}
