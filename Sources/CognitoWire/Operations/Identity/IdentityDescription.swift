package import IdentityCore
package import SyncCore

/// What an owner is told about an identity (cognito-sync.md 3.3).
package struct IdentityDescription: Hashable, Sendable {
  /// The identity.
  package var identity: IdentityID
  /// The names of the providers of its logins; none for a guest or a disabled identity.
  package var logins: [String]
  /// The service's clock when it was made.
  package var created: Timestamp
  /// The service's clock when its logins or state last changed.
  package var lastModified: Timestamp

  /// Creates a description from its parts.
  package init(
    identity: IdentityID, logins: [String], created: Timestamp, lastModified: Timestamp
  ) {
    self.identity = identity
    self.logins = logins
    self.created = created
    self.lastModified = lastModified
  }

  /// Creates the description of an identity.
  package init(_ identity: Identity) {
    self.init(
      identity: identity.id, logins: Set(identity.logins.map(\.provider)).sorted(),
      created: identity.created, lastModified: identity.lastModified)
  }

  /// The members of an answer.
  var members: [JSONMember] {
    [
      JSONMember("CreationDate", .milliseconds(created.milliseconds)), .identity(identity),
      JSONMember("LastModifiedDate", .milliseconds(lastModified.milliseconds)),
      JSONMember("Logins", .texts(logins)),
    ]
  }

  /// Creates the description in an answer.
  init(fields: WireFields) throws(WireError) {
    self.init(
      identity: try fields.identityID(), logins: try fields.texts("Logins"),
      created: try fields.timestamp("CreationDate") ?? Timestamp(milliseconds: 0),
      lastModified: try fields.timestamp("LastModifiedDate") ?? Timestamp(milliseconds: 0))
  }
}
