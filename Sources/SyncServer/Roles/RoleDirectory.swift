import CognitoWire
import IdentityCore
import ServerStorage
import SyncCore
import Synchronization

/// Knows what every role allows, without asking the store each time.
///
/// One process owns the store, so that a role changes by `save` alone.
final class RoleDirectory: Sendable {
  /// The policies of a role, ready to be asked.
  struct Policies: Hashable, Sendable {
    var permissions: PolicyDocument
    var trust: PolicyDocument
  }

  private struct Contents: Sendable {
    var policies: [String: Policies] = [:]
    var generation = 0
  }

  let account: String
  private let store: any ServerStore
  private let contents = Mutex(Contents())

  init(store: any ServerStore, account: String) {
    self.store = store
    self.account = account
  }

  /// Returns the policies of the role with an ARN, or nothing when there is no such role.
  func policies(of arn: String) async throws(StoreError) -> Policies? {
    let (known, generation) = contents.withLock { ($0.policies[arn], $0.generation) }
    if let known { return known }
    guard let name = RoleName.name(inARN: arn, account: account),
      let role = try await store.role(named: name)
    else { return nil }
    let policies = Policies(
      permissions: Self.document(role.permissionPolicy, .permissions),
      trust: Self.document(role.trustPolicy, .trust))
    contents.withLock { contents in
      // What was read before a change must not come back after it.
      if contents.generation == generation { contents.policies[arn] = policies }
    }
    return policies
  }

  /// Returns all roles by name.
  func roles() async throws(StoreError) -> [Role] { try await store.roles() }

  /// Returns a role, or nothing.
  func role(named name: String) async throws(StoreError) -> Role? {
    try await store.role(named: name)
  }

  /// Adds a role or replaces the one with its name, for all sessions at once.
  func save(_ role: Role) async throws(StoreError) {
    defer { forget(role.name) }
    try await store.save(role)
  }

  /// Returns the roles of a pool.
  func roles(of pool: IdentityPoolID) async throws(StoreError) -> PoolRoles {
    try await store.roles(of: pool)
  }

  /// Makes the default roles for every pool whose roles nobody has set yet.
  func makeDefaultRoles() async throws(StoreError) {
    try await store.makeDefaultRoles(account: account)
  }

  /// Lets default roles from before there were tags be taken on with tags, unless their owner has
  /// changed whom they trust.
  func renewDefaultRoles() async throws(StoreError) {
    for role in try await store.roles().compactMap(DefaultRoles.renewed) { try await save(role) }
  }

  /// Tells whether somebody may take on the role with an ARN: it exists, and its trust policy
  /// allows it to an identity that `context` describes.
  func canAssume(_ arn: String, in context: PolicyContext) async throws(StoreError) -> Bool {
    guard let policies = try await policies(of: arn) else { return false }
    let request = PolicyRequest(
      action: "sts:AssumeRoleWithWebIdentity", resources: [], principal: .identityService,
      context: context)
    return policies.trust.decision(on: request) == .allowed
  }

  private func forget(_ name: String) {
    let arn = RoleName.arn(name, account: account)
    contents.withLock { contents in
      contents.policies[arn] = nil
      contents.generation += 1
    }
  }

  /// Returns a policy; one that cannot be read allows nothing.
  private static func document(_ text: String, _ kind: PolicyKind) -> PolicyDocument {
    (try? PolicyDocument(json: text, kind)) ?? PolicyDocument(statements: [])
  }
}
