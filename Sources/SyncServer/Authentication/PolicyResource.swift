import SyncCore

/// What an operation is about, as policies name it (table of cognito-sync.md 4.2).
enum PolicyResource: Hashable, Sendable {
  /// One dataset.
  case dataset(DatasetReference)
  /// All datasets of an identity: as if there were one called `null`.
  case datasets(IdentityPoolID, IdentityID)
  /// An identity and its devices.
  case identity(IdentityPoolID, IdentityID)
  /// A pool and what its owner decided about syncing.
  case pool(IdentityPoolID)
  /// All pools.
  case pools
  /// A pool as the identity service knows it.
  case identityPool(IdentityPoolID)
  /// A role.
  case role(String)
  /// Nothing in particular.
  case any

  /// Returns the names of the resource; a statement covers it that covers one of them.
  func names(region: String, account: String) -> [String] {
    let sync = "arn:aws:cognito-sync:\(region):\(account):identitypool/"
    switch self {
    case .dataset(let dataset):
      return ["\(sync)\(dataset.pool)/identity/\(dataset.identity)/dataset/\(dataset.name)"]
    case .datasets(let pool, let identity):
      return ["\(sync)\(pool)/identity/\(identity)/dataset/null"]
    case .identity(let pool, let identity): return ["\(sync)\(pool)/identity/\(identity)"]
    case .pool(let pool): return ["\(sync)\(pool)"]
    case .pools: return ["*", "\(sync)*"]
    case .identityPool(let pool):
      return ["arn:aws:cognito-identity:\(region):\(account):identitypool/\(pool)"]
    case .role(let name): return ["arn:aws:iam::\(account):role/\(name)"]
    case .any: return ["*"]
    }
  }
}
