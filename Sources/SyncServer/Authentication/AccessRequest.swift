import CognitoWire
import SyncCore

/// What a caller wants to do, as policies and the rules about credentials see it: one row of the
/// tables of cognito-sync.md 2.4 and 4.2.
struct AccessRequest: Hashable, Sendable {
  /// The action with its service, such as `cognito-sync:ListRecords`.
  var action: String
  /// What it is about.
  var resource: PolicyResource
  /// Whose credentials it takes.
  var callers: CallerRule
  /// The protocol in which it is refused.
  var dialect: WireDialect = .sync

  /// Reads or writes one dataset of an identity.
  static func dataset(_ operation: String, _ dataset: DatasetReference) -> AccessRequest {
    AccessRequest(
      action: sync(operation), resource: .dataset(dataset),
      callers: .ownIdentity(dataset.pool, dataset.identity))
  }

  /// Reads all datasets of an identity.
  static func datasets(
    _ operation: String, of identity: IdentityID, in pool: IdentityPoolID
  ) -> AccessRequest {
    AccessRequest(
      action: sync(operation), resource: .datasets(pool, identity),
      callers: .ownIdentity(pool, identity))
  }

  /// Reads what is known about an identity.
  static func identity(
    _ operation: String, _ identity: IdentityID, in pool: IdentityPoolID
  ) -> AccessRequest {
    AccessRequest(
      action: sync(operation), resource: .identity(pool, identity),
      callers: .ownIdentity(pool, identity))
  }

  /// Registers a device of an identity.
  static func device(
    _ operation: String, of identity: IdentityID, in pool: IdentityPoolID
  ) -> AccessRequest {
    AccessRequest(
      action: sync(operation), resource: .identity(pool, identity),
      callers: .identityOnly(pool, identity))
  }

  /// Begins or ends that a device follows a dataset.
  static func subscription(_ operation: String, _ dataset: DatasetReference) -> AccessRequest {
    AccessRequest(
      action: sync(operation), resource: .dataset(dataset),
      callers: .identityOnly(dataset.pool, dataset.identity))
  }

  /// Follows one dataset of an identity or all of them over a connection.
  static func changes(
    of dataset: DatasetName?, of identity: IdentityID, in pool: IdentityPoolID
  ) -> AccessRequest {
    let action = "SubscribeToDataset"
    guard let dataset else { return datasets(action, of: identity, in: pool) }
    return self.dataset(
      action, DatasetReference(pool: pool, identity: identity, name: dataset))
  }

  /// Reads or changes what the owner of a pool decides about syncing.
  static func pool(_ operation: String, _ pool: IdentityPoolID) -> AccessRequest {
    AccessRequest(action: sync(operation), resource: .pool(pool), callers: .ownerOnly)
  }

  /// Reads what is known about all pools.
  static func pools(_ operation: String) -> AccessRequest {
    AccessRequest(action: sync(operation), resource: .pools, callers: .ownerOnly)
  }

  /// Reports what happens in an app.
  static func report(_ operation: String, in dialect: WireDialect) -> AccessRequest {
    AccessRequest(
      action: "mobileanalytics:\(operation)", resource: .any, callers: .anyone, dialect: dialect)
  }

  /// Reads what apps reported.
  static func reports(_ operation: String) -> AccessRequest {
    AccessRequest(action: "mobileanalytics:\(operation)", resource: .any, callers: .ownerOnly)
  }

  /// Manages a pool, or all of them, and its identities.
  static func identityPool(_ operation: String, _ pool: IdentityPoolID?) -> AccessRequest {
    AccessRequest(
      action: "cognito-identity:\(operation)", resource: pool.map { .identityPool($0) } ?? .any,
      callers: .ownerOnly, dialect: .identity)
  }

  /// Reads or changes a role, or all of them.
  static func role(_ operation: String, _ name: String?) -> AccessRequest {
    AccessRequest(
      action: "iam:\(operation)", resource: name.map { .role($0) } ?? .any, callers: .ownerOnly)
  }

  private static func sync(_ operation: String) -> String { "cognito-sync:\(operation)" }
}
