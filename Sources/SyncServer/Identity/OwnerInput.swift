import CognitoWire
import IdentityCore
import SyncCore

/// An input of an operation that only the owner of pools may perform (cognito-sync.md 3.1,
/// point 4).
protocol OwnerInput {
  /// The pool that policies name; nothing when the request names none, or means all.
  var administeredPool: IdentityPoolID? { get }
}

extension IdentityPoolID: OwnerInput {
  var administeredPool: IdentityPoolID? { self }
}

extension IdentityPool: OwnerInput {
  var administeredPool: IdentityPoolID? { id }
}

extension IdentityPoolConfiguration: OwnerInput {
  var administeredPool: IdentityPoolID? { nil }
}

extension ListIdentityPools.Input: OwnerInput {
  var administeredPool: IdentityPoolID? { nil }
}

extension ListIdentities.Input: OwnerInput {
  var administeredPool: IdentityPoolID? { pool }
}

extension GetIdentityPoolRoles.Output: OwnerInput {
  var administeredPool: IdentityPoolID? { pool }
}

extension GetOpenIDTokenForDeveloperIdentity.Input: OwnerInput {
  var administeredPool: IdentityPoolID? { pool }
}

extension LookupDeveloperIdentity.Input: OwnerInput {
  var administeredPool: IdentityPoolID? { pool }
}

extension MergeDeveloperIdentities.Input: OwnerInput {
  var administeredPool: IdentityPoolID? { pool }
}

extension UnlinkDeveloperIdentity.Input: OwnerInput {
  var administeredPool: IdentityPoolID? { pool }
}

extension GetPrincipalTagAttributeMap.Input: OwnerInput {
  var administeredPool: IdentityPoolID? { pool }
}

extension GetPrincipalTagAttributeMap.Output: OwnerInput {
  var administeredPool: IdentityPoolID? { place.pool }
}

extension IdentityPoolARN: OwnerInput {
  var administeredPool: IdentityPoolID? { pool }
}

extension TagResource.Input: OwnerInput {
  var administeredPool: IdentityPoolID? { resource.pool }
}

extension UntagResource.Input: OwnerInput {
  var administeredPool: IdentityPoolID? { resource.pool }
}

extension IdentityID: OwnerInput {
  var administeredPool: IdentityPoolID? { nil }
}

extension [IdentityID]: OwnerInput {
  var administeredPool: IdentityPoolID? { nil }
}
