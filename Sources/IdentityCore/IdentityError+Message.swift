extension IdentityError {
  /// The text clients see, as documented where it is.
  package var message: String {
    switch self {
    case .poolNotFound(let id): "IdentityPool '\(id)' not found."
    case .identityNotFound(let id): "Identity '\(id)' not found."
    case .poolIdentifierTaken(let id): "IdentityPool '\(id)' exists already."
    case .identityIdentifierTaken(let id): "Identity '\(id)' exists already."
    case .guestsNotAllowed: "Unauthenticated access is not supported for this identity pool."
    case .forbidden(let id): "Access to Identity '\(id)' is forbidden."
    case .loginsDoNotMatch:
      "Logins don't match. Please include at least one valid login for this identity or identity"
        + " pool."
    case .providerNotSupported:
      "Token is not from a supported provider of this identity pool."
    case .secondUser(let provider):
      "The identity is linked to another user of '\(provider)' already."
    case .tooManyLogins(let most): "An identity can have at most \(most) linked logins."
    case .developerProvider:
      "Please name exactly one user of the identity pool's developer provider."
    case .developerUserNotFound: "No identity is linked to this developer user identifier."
    case .developerUserMismatch:
      "The developer user identifier is not linked to this identity."
    case .developerUserRegistered:
      "The developer user identifier is linked to another identity already."
    case .nothingToLookUp: "Please provide an identity id or a developer user identifier."
    case .pageToken: "Invalid NextToken."
    case .developerProviderFixed: "The developer provider name cannot be changed once it is set."
    case .developerProviderTaken(let name):
      "'\(name)' is the name of another provider and cannot be the developer provider name."
    case .providerNamesTooLong(let most):
      "The names of an identity pool's providers can have at most \(most) bytes together."
    case .tooManyUserPools(let most):
      "An identity pool can have at most \(most) user pool providers."
    case .tooManyTags(let most): "A resource can have at most \(most) tags."
    case .classicFlowDisabled:
      "Basic (classic) flow is not enabled, please use enhanced flow."
    case .classicFlowWithMappings:
      "Basic (classic) flow is not supported with RoleMappings, please use enhanced flow."
    case .rolesNotConfigured:
      "Invalid identity pool configuration. Check assigned IAM roles for this pool."
    case .roleNotAllowed: "The requested role is not among those this login may take on."
    case .roleAmbiguous: "No role follows from the login token."
    case .tagMap(let reason), .roleMapping(let reason): reason
    }
  }
}
