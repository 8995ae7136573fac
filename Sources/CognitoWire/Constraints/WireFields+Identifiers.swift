import SyncCore

extension WireFields {
  /// Returns an identity, or nothing if it is absent.
  func optionalIdentityID(_ name: String = "IdentityId") throws(WireError) -> IdentityID? {
    guard let text = try text(name) else { return nil }
    guard let identity = IdentityID(text) else {
      throw violation(text, at: name, WireConstraint.identifier)
    }
    return identity
  }

  /// Returns a required identity, or throws the refusal of a missing or malformed one.
  func identityID(_ name: String = "IdentityId") throws(WireError) -> IdentityID {
    guard let identity = try optionalIdentityID(name) else { throw missing(name) }
    return identity
  }

  /// Returns a required pool, or throws the refusal of a missing or malformed one.
  func identityPoolID(_ name: String = "IdentityPoolId") throws(WireError) -> IdentityPoolID {
    let text = try requiredText(name)
    guard let pool = IdentityPoolID(text) else {
      throw violation(text, at: name, WireConstraint.identifier)
    }
    return pool
  }

  /// Returns a device, or nothing if it is absent.
  func deviceID(_ name: String = "DeviceId") throws(WireError) -> DeviceID? {
    guard let text = try text(name) else { return nil }
    guard let device = DeviceID(text) else {
      throw violation(text, at: name, WireConstraint.length(1...256))
    }
    return device
  }

  /// Returns the ARN of an IAM role, or nothing if it is absent.
  func roleARN(_ name: String = "RoleArn") throws(WireError) -> String? {
    try text(
      name, length: 20...2_048, pattern: ResourceName.rolePattern, ResourceName.isRole)
  }
}
