import SyncCore

extension IdentityPoolID {
  /// The label of a path that names this pool.
  var labels: [String: String] { [PathLabel.pool.rawValue: rawValue] }
}

extension IdentityPath {
  /// The labels of a path that names this identity.
  var labels: [String: String] {
    [PathLabel.pool.rawValue: pool.rawValue, PathLabel.identity.rawValue: identity.rawValue]
  }

  /// Creates the path that labels spell, or throws the refusal of all malformed ones.
  init(labels: [String: String]) throws(WireError) {
    guard let pool = IdentityPoolID(labels[PathLabel.pool.rawValue] ?? ""),
      let identity = IdentityID(labels[PathLabel.identity.rawValue] ?? "")
    else { throw labels.refusal(of: .pool, .identity) }
    self.init(pool: pool, identity: identity)
  }
}

extension DatasetReference {
  /// The labels of a path that names this dataset.
  var labels: [String: String] {
    [
      PathLabel.pool.rawValue: pool.rawValue, PathLabel.identity.rawValue: identity.rawValue,
      PathLabel.dataset.rawValue: name.rawValue,
    ]
  }

  /// Creates the reference that labels spell, or throws the refusal of all malformed ones.
  init(labels: [String: String]) throws(WireError) {
    guard let pool = IdentityPoolID(labels[PathLabel.pool.rawValue] ?? ""),
      let identity = IdentityID(labels[PathLabel.identity.rawValue] ?? ""),
      let name = DatasetName(labels[PathLabel.dataset.rawValue] ?? "")
    else { throw labels.refusal(of: .pool, .identity, .dataset) }
    self.init(pool: pool, identity: identity, name: name)
  }
}
