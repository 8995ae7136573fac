import SyncCore

extension DatasetReference {
  /// The labels of a path that names this dataset.
  var labels: [String: String] {
    [
      "IdentityPoolId": pool.rawValue, "IdentityId": identity.rawValue,
      "DatasetName": name.rawValue,
    ]
  }

  /// Creates the reference that labels spell, or throws the refusal of the first malformed one.
  init(labels: [String: String]) throws(WireError) {
    let pool = try labels.identityPoolID()
    let identity = try labels.identityID()
    let text = labels["DatasetName"] ?? ""
    guard let name = DatasetName(text) else {
      throw WireFields.violation(
        text, at: "datasetName",
        "Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+ "
          + "and have length between 1 and 128", .sync)
    }
    self.init(pool: pool, identity: identity, name: name)
  }
}

extension [String: String] {
  private static var pattern: String {
    "Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+ "
      + "and have length between 1 and 55"
  }

  /// Returns the pool a path names, or throws the refusal of a malformed one.
  func identityPoolID() throws(WireError) -> IdentityPoolID {
    let text = self["IdentityPoolId"] ?? ""
    guard let pool = IdentityPoolID(text) else {
      throw WireFields.violation(text, at: "identityPoolId", Self.pattern, .sync)
    }
    return pool
  }

  /// Returns the identity a path names, or throws the refusal of a malformed one.
  func identityID() throws(WireError) -> IdentityID {
    let text = self["IdentityId"] ?? ""
    guard let identity = IdentityID(text) else {
      throw WireFields.violation(text, at: "identityId", Self.pattern, .sync)
    }
    return identity
  }
}

extension WireFields {
  /// Returns a required identity, or throws the refusal of a missing or malformed one.
  func identityID(_ name: String = "IdentityId") throws(WireError) -> IdentityID {
    let text = try requiredText(name)
    guard let identity = IdentityID(text) else {
      throw violation(
        text, at: name, "Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+")
    }
    return identity
  }

  /// Returns a required pool, or throws the refusal of a missing or malformed one.
  func identityPoolID(_ name: String = "IdentityPoolId") throws(WireError) -> IdentityPoolID {
    let text = try requiredText(name)
    guard let pool = IdentityPoolID(text) else {
      throw violation(
        text, at: name, "Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+")
    }
    return pool
  }
}

extension WireMessage {
  /// Returns a page size, or nothing if none was asked for; clamped silently to `maximum`.
  func pageSize(maximum: Int) throws(WireError) -> Int? {
    guard let text = query("maxResults") else { return nil }
    guard let asked = Int32(text), asked > 0 else {
      throw WireFields.violation(
        text, at: "maxResults", "Member must be between 1 and 2147483647", .sync)
    }
    return min(Int(asked), maximum)
  }
}
