/// The place of a dataset in the service: pool, owner and name.
package struct DatasetReference: Hashable, Sendable {
  /// The owner's pool.
  package var pool: IdentityPoolID
  /// The owner.
  package var identity: IdentityID
  /// The dataset's name.
  package var name: DatasetName

  /// Creates a reference from its parts.
  package init(pool: IdentityPoolID, identity: IdentityID, name: DatasetName) {
    self.pool = pool
    self.identity = identity
    self.name = name
  }
}
