package import SyncCore

/// A person known to the built-in identity provider (product.md 3.1).
package struct Account: Hashable, Sendable {
  /// The name in its normal form, by which it is found.
  package var name: String
  /// The name as its owner wrote it.
  package var displayName: String
  /// The stable user id in tokens, never given to anybody else.
  package var subject: String
  /// The encoded hash of the password with its salt and parameters.
  package var passwordHash: String
  /// When the account was made.
  package var created: Timestamp
  /// When its password last changed.
  package var lastModified: Timestamp

  /// Creates an account from its parts.
  package init(
    name: String, displayName: String, subject: String, passwordHash: String, created: Timestamp,
    lastModified: Timestamp
  ) {
    self.name = name
    self.displayName = displayName
    self.subject = subject
    self.passwordHash = passwordHash
    self.created = created
    self.lastModified = lastModified
  }
}
