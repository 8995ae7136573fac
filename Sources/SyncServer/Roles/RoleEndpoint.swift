import CognitoWire
import IdentityCore
import Logging
import ServerStorage

/// Shows and changes the roles; our own operations, for the owner of the service.
struct RoleEndpoint: Sendable {
  let directory: RoleDirectory
  let logger: Logger

  /// Lists all roles.
  func list(_ input: ListRoles.Input, _ call: SyncCall) async throws(WireError) -> [Role] {
    do throws(StoreError) {
      return try await directory.roles()
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  /// Describes a role.
  func describe(_ name: String, _ call: SyncCall) async throws(WireError) -> Role {
    guard let role = try await role(named: name) else {
      throw WireError(.resourceNotFound, "Role '\(name)' not found.")
    }
    return role
  }

  /// Makes a role or changes its policies, which have to be policies.
  func update(_ input: UpdateRole.Input, _ call: SyncCall) async throws(WireError) -> Role {
    try check(input.trustPolicy, .trust, "trustPolicy")
    try check(input.permissionPolicy, .permissions, "permissionPolicy")
    let old = try await role(named: input.name)
    guard let trust = input.trustPolicy ?? old?.trustPolicy,
      let permissions = input.permissionPolicy ?? old?.permissionPolicy
    else {
      throw WireError(
        .resourceNotFound, "Role '\(input.name)' not found; a new one needs both policies.")
    }
    let role = Role(name: input.name, trustPolicy: trust, permissionPolicy: permissions)
    do throws(StoreError) {
      try await directory.save(role)
    } catch { throw error.refusal(in: .sync, logger: logger) }
    return role
  }

  private func role(named name: String) async throws(WireError) -> Role? {
    do throws(StoreError) {
      return try await directory.role(named: name)
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  private func check(
    _ policy: String?, _ kind: PolicyKind, _ member: String
  ) throws(WireError) {
    guard let policy else { return }
    do throws(PolicySyntaxError) {
      _ = try PolicyDocument(json: policy, kind)
    } catch {
      throw WireError(.invalidParameter, "\(member) is no policy: \(error)")
    }
  }
}

extension NoInput: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .role(operation, nil) }
}

extension String: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .role(operation, self) }
}

extension UpdateRole.Input: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .role(operation, name) }
}
