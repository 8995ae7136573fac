import IdentityCore
import ServerStorage
import SyncCore

/// One request to a store.
enum StoreOperation: Sendable {
  case dataset(DatasetOperation)
  case identity(IdentityOperation)
  case account(AccountOperation)

  /// Asks `store` and returns its answer.
  func perform(on store: any ServerStore) async -> StoreAnswer {
    do throws(StoreError) {
      return switch self {
      case .dataset(let operation): try await operation.perform(on: store)
      case .identity(let operation): try await operation.perform(on: store)
      case .account(let operation): try await operation.perform(on: store)
      }
    } catch {
      return .refused(error)
    }
  }
}

/// What a store answered.
enum StoreAnswer: Equatable, Sendable {
  case records([SyncRecord])
  case listing(DatasetListing)
  case metadata(DatasetMetadata)
  case datasets(DatasetsPage)
  case syncCount(SyncCount)
  case pool(IdentityPool)
  case identity(Identity)
  case account(Account?)
  case refresh(RefreshOutcome)
  case issuer(String?)
  case done
  case refused(StoreError)
}

/// A request about datasets.
enum DatasetOperation: Sendable {
  case commit(CommitRequest)
  case list(ListRequest)
  case delete(DatasetReference)
  case describe(DatasetReference)
  case listAll(IdentityID, IdentityPoolID, after: DatasetName?, limit: Int?)
  case syncCount(DatasetReference)

  func perform(on store: any ServerStore) async throws(StoreError) -> StoreAnswer {
    switch self {
    case .commit(let request): .records(try await store.commit(request))
    case .list(let request): .listing(try await store.list(request))
    case .delete(let dataset): .metadata(try await store.delete(dataset))
    case .describe(let dataset): .metadata(try await store.describe(dataset))
    case .listAll(let identity, let pool, let last, let limit):
      .datasets(try await store.datasets(of: identity, in: pool, after: last, limit: limit))
    case .syncCount(let dataset): .syncCount(try await store.syncCount(of: dataset))
    }
  }
}

/// A request about pools and identities.
enum IdentityOperation: Sendable {
  case createPool(IdentityPool)
  case pool(IdentityPoolID)
  case gamePool(IdentityPool)
  case identity(IdentityID)
  case identify(IdentifyRequest)
  case authorize(AuthorizeRequest)
  case adoptIssuer(String)

  func perform(on store: any ServerStore) async throws(StoreError) -> StoreAnswer {
    switch self {
    case .createPool(let pool):
      try await store.create(pool)
      return .done
    case .pool(let id): return .pool(try await store.pool(id))
    case .gamePool(let pool): return .pool(try await store.gamePool(orCreate: pool))
    case .identity(let id): return .identity(try await store.identity(id))
    case .identify(let request): return .identity(try await store.identify(request))
    case .authorize(let request): return .identity(try await store.authorize(request))
    case .adoptIssuer(let issuer): return .issuer(try await store.adoptIssuer(issuer))
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
