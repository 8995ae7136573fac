package import SyncCore

/// A dataset as paths name it: pool, identity and name.
package struct DatasetPath: Hashable, Sendable {
  /// The pool.
  package var pool: IdentityPoolID
  /// The owner.
  package var identity: IdentityID
  /// The dataset.
  package var dataset: DatasetName

  /// Creates a path from its parts.
  package init(pool: IdentityPoolID, identity: IdentityID, dataset: DatasetName) {
    self.pool = pool
    self.identity = identity
    self.dataset = dataset
  }

  /// The path of an identity's datasets, without a name.
  static let identityPrefix = "/identitypools/{IdentityPoolId}/identities/{IdentityId}"

  /// The labels this path fills.
  var labels: [String: String] {
    [
      "IdentityPoolId": pool.rawValue, "IdentityId": identity.rawValue,
      "DatasetName": dataset.rawValue,
    ]
  }

  /// Creates the path that labels spell, or throws the refusal of the first malformed one.
  init(labels: [String: String]) throws(WireError) {
    pool = try labels.identityPoolID()
    identity = try labels.identityID()
    let name = labels["DatasetName"] ?? ""
    guard let dataset = DatasetName(name) else {
      throw WireFields.violation(
        name, at: "datasetName",
        "Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+ "
          + "and have length between 1 and 128", .sync)
    }
    self.dataset = dataset
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
