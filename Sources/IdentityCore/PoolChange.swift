/// A change of a pool's configuration, decided on what the pool is at that moment.
package enum PoolChange: Hashable, Sendable {
  /// All of it is replaced: UpdateIdentityPool.
  case configuration(IdentityPoolConfiguration)
  /// Labels are added or replaced: TagResource.
  case addTags([String: String])
  /// Labels are taken off, if they are there: UntagResource.
  case removeTags([String])
}

extension IdentityPool {
  /// Labels that a pool may have (cognito-sync.md 3.2).
  package static let maximumTags = 50

  /// Returns the pool after a change, or throws why it cannot be.
  package func changed(by change: PoolChange) throws(IdentityError) -> IdentityPool {
    var pool = self
    switch change {
    case .configuration(let configuration): return try updated(with: configuration)
    case .addTags(let tags):
      pool.configuration.tags.merge(tags) { _, new in new }
      guard pool.configuration.tags.count <= Self.maximumTags else {
        throw .tooManyTags(most: Self.maximumTags)
      }
    case .removeTags(let keys):
      for key in keys { pool.configuration.tags[key] = nil }
    }
    return pool
  }
}
