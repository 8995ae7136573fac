import CognitoWire
import IdentityTokens
import SyncCore

/// What a sync request is about, as its path names it.
struct SyncResource: Hashable, Sendable {
  var pool: IdentityPoolID
  var identity: IdentityID
  /// The dataset, or nothing for operations on all of them.
  var dataset: DatasetName?

  /// The resource behind the account, as policies name it (cognito-sync.md 4.2).
  var policyName: String {
    "identitypool/\(pool)/identity/\(identity)/dataset/\(dataset?.rawValue ?? "null")"
  }
}

/// Decides whether a caller may do something, once its signature is known to be good: policy,
/// then the binding of credentials to one identity (cognito-sync.md 2.3, 2.4).
struct AccessCheck: Sendable {
  let policy: AccessPolicy

  /// Lets `caller` perform a sync operation on `resource`, or throws the refusal.
  func allow(
    _ caller: Caller, action: String, on resource: SyncResource
  ) throws(WireError) {
    let request = AccessPolicy.Request(action: action, resource: resource.policyName)
    guard policy.allows(caller, request) else {
      throw WireError(.accessDenied, "The caller is not authorized to perform: \(action)")
    }
    switch caller {
    case .developer: return
    case .identity(let grant):
      guard grant.pool == resource.pool.rawValue, grant.identity == resource.identity.rawValue
      else {
        throw WireError(.notAuthorized, Self.wrongKind)
      }
    }
  }

  /// Lets `caller` perform an identity operation that only the owner may.
  func allowOwner(_ caller: Caller) throws(WireError) {
    switch caller {
    case .developer: return
    case .identity: throw WireError(.notAuthorized, Self.wrongKind, in: .identity)
    }
  }

  private static let wrongKind = "These credentials are not valid for accessing this resource"
}
