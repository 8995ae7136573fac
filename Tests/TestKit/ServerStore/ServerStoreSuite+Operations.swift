import IdentityCore
import ServerStorage
import SyncCore

/// One request to a store.
enum StoreOperation: Sendable {
  case dataset(DatasetOperation)
  case identity(IdentityOperation)
  case account(AccountOperation)
  case pool(PoolOperation)
  case device(DeviceOperation)
  case stream(StreamOperation)
  case usage(UsageOperation)
  case analytics(AnalyticsOperation)
  case role(RoleOperation)
  case developer(DeveloperOperation)

  /// Asks `store` and returns its answer.
  func perform(on store: any ServerStore) async -> StoreAnswer {
    do throws(StoreError) {
      return switch self {
      case .dataset(let operation): try await operation.perform(on: store)
      case .identity(let operation): try await operation.perform(on: store)
      case .account(let operation): try await operation.perform(on: store)
      case .pool(let operation): try await operation.perform(on: store)
      case .device(let operation): try await operation.perform(on: store)
      case .stream(let operation): try await operation.perform(on: store)
      case .usage(let operation): try await operation.perform(on: store)
      case .analytics(let operation): try await operation.perform(on: store)
      case .role(let operation): try await operation.perform(on: store)
      case .developer(let operation): try await operation.perform(on: store)
      }
    } catch {
      return .refused(error)
    }
  }
}

/// A request about datasets.
enum DatasetOperation: Sendable {
  case commit(CommitRequest)
  case preview(CommitRequest)
  case list(ListRequest)
  case delete(DatasetReference, at: Timestamp)
  case describe(DatasetReference)
  case listAll(IdentityID, IdentityPoolID, after: DatasetName?, limit: Int?)
  case syncCount(DatasetReference)

  func perform(on store: any ServerStore) async throws(StoreError) -> StoreAnswer {
    switch self {
    case .commit(let request): .records(try await store.commit(request))
    case .preview(let request): .preview(try await store.preview(request))
    case .list(let request): .listing(try await store.list(request))
    case .delete(let dataset, let now): .metadata(try await store.delete(dataset, at: now))
    case .describe(let dataset): .metadata(try await store.describe(dataset))
    case .listAll(let identity, let pool, let last, let limit):
      .datasets(try await store.datasets(of: identity, in: pool, after: last, limit: limit))
    case .syncCount(let dataset): .syncCount(try await store.syncCount(of: dataset))
    }
  }
}

/// A request about identities.
enum IdentityOperation: Sendable {
  case identity(IdentityID)
  case list(IdentityPoolID, after: IdentityID?, limit: Int, hidingDisabled: Bool)
  case delete(Set<IdentityID>)
  case identify(IdentifyRequest)
  case authorize(AuthorizeRequest)
  case adoptIssuer(String)

  func perform(on store: any ServerStore) async throws(StoreError) -> StoreAnswer {
    switch self {
    case .identity(let id): .identity(try await store.identity(id))
    case .list(let pool, let last, let limit, let isHiding):
      .identities(
        try await store.identities(
          of: pool, after: last, limit: limit, hidingDisabled: isHiding))
    case .delete(let ids): .identityIDs(try await store.deleteIdentities(ids))
    case .identify(let request): .identity(try await store.identify(request))
    case .authorize(let request): .identity(try await store.authorize(request))
    case .adoptIssuer(let issuer): .issuer(try await store.adoptIssuer(issuer))
    }
  }
}

/// A request about accounts.
enum AccountOperation: Sendable {
  case create(Account)
  case account(String)
  case changePassword(String, from: String, to: String, at: Timestamp)
  case delete(String, hash: String)
  case beginSession(String, hash: String, RefreshToken, at: Timestamp)
  case rotate([UInt8], RefreshToken, at: Timestamp)
  case endSession([UInt8])

  func perform(on store: any ServerStore) async throws(StoreError) -> StoreAnswer {
    switch self {
    case .create(let account): try await store.create(account)
    case .account(let name): return .account(try await store.account(named: name))
    case .changePassword(let name, let old, let new, let now):
      try await store.changePassword(ofAccount: name, from: old, to: new, at: now)
    case .delete(let name, let hash):
      try await store.deleteAccount(named: name, passwordHash: hash)
    case .beginSession(let name, let hash, let token, let now):
      try await store.beginSession(ofAccount: name, passwordHash: hash, with: token, at: now)
    case .rotate(let digest, let token, let now):
      return .refresh(try await store.rotateRefreshToken(digest, to: token, at: now))
    case .endSession(let digest): try await store.endSession(withRefreshToken: digest)
    }
    return .done
  }
}
