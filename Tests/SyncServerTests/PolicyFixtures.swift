import CognitoWire
import HTTPTypes
import IdentityCore
import ServerStorage
import SyncCore
import Testing

extension TestService {
  /// Returns the name of the role that guests, or members, of a pool take on.
  func roleName(of pool: IdentityPoolID, forGuests: Bool = true) async throws -> String {
    let roles = try await store.roles(of: pool)
    let arn = try #require(forGuests ? roles.unauthenticated : roles.authenticated)
    return try #require(RoleName.name(inARN: arn, account: "123456789012"))
  }

  /// Lets a role of the game's pool allow what these statements say.
  func setPermissions(forGuests: Bool = true, _ statements: String...) async throws {
    _ = try await call(
      UpdateRole.self,
      UpdateRole.Input(
        name: try await roleName(of: try await pool(), forGuests: forGuests),
        permissionPolicy:
          #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#),
      as: Self.developer)
  }

  /// Makes somebody who signed in.
  func member(_ name: String = "ann") async throws -> Guest {
    let logins = ["localhost": try await signUp(name).text("id_token")]
    let pool = try await pool()
    let identity = try await call(GetID.self, GetID.Input(pool: pool, logins: logins), as: nil)
    return Guest(
      pool: pool, identity: identity,
      credentials: try await credentials(for: identity, logins: logins))
  }
}

extension Guest {
  /// The ARN of what lies below the identity.
  func arn(_ end: String) -> String {
    "arn:aws:cognito-sync:us-east-1:123456789012:identitypool/\(pool)/identity/\(identity)\(end)"
  }
}

/// Returns a statement about actions of the sync service.
func statement(
  _ effect: String = "Allow", _ action: String = "cognito-sync:*", on resource: String = "*",
  if conditions: String? = nil
) -> String {
  let conditions = conditions.map { #","Condition":\#($0)"# } ?? ""
  return
    #"{"Effect":"\#(effect)","Action":"\#(action)","Resource":"\#(resource)"\#(conditions)}"#
}

/// The operations that belong to the owner of a pool, as raw requests.
enum OwnerOperation: String, CaseIterable, Sendable {
  case listIdentityPoolUsage, describeIdentityPoolUsage, getIdentityPoolConfiguration
  case setIdentityPoolConfiguration, getCognitoEvents, setCognitoEvents, bulkPublish
  case getBulkPublishDetails

  func send(to service: TestService, by guest: Guest) async throws -> Reply {
    let path = "/identitypools/\(guest.pool.rawValue.replacing(":", with: "%3A"))"
    let caller = guest.credentials
    return switch self {
    case .listIdentityPoolUsage: try await service.send(.get, "/identitypools", as: caller)
    case .describeIdentityPoolUsage: try await service.send(.get, path, as: caller)
    case .getIdentityPoolConfiguration:
      try await service.send(.get, path + "/configuration", as: caller)
    case .setIdentityPoolConfiguration:
      try await service.send(.post, path + "/configuration", "{}", as: caller)
    case .getCognitoEvents: try await service.send(.get, path + "/events", as: caller)
    case .setCognitoEvents:
      try await service.send(.post, path + "/events", #"{"Events":{}}"#, as: caller)
    case .bulkPublish: try await service.send(.post, path + "/bulkpublish", as: caller)
    case .getBulkPublishDetails:
      try await service.send(.post, path + "/getBulkPublishDetails", as: caller)
    }
  }
}
