package import SyncCore

/// One refresh token, of which only a digest is kept (product.md 3.1).
///
/// The tokens that replaced one another form a family: one signed-in device.
package struct RefreshToken: Hashable, Sendable {
  /// The digest of the token's secret.
  package var digest: [UInt8]
  /// From when on it is refused.
  package var expires: Timestamp

  /// Creates a token from its parts.
  package init(digest: [UInt8], expires: Timestamp) {
    self.digest = digest
    self.expires = expires
  }
}

/// What became of a refresh token that was presented.
package enum RefreshOutcome: Hashable, Sendable {
  /// It was replaced; the account it speaks for follows.
  case rotated(Account)
  /// Nobody knows it.
  case unknown
  /// It is too old.
  case expired
  /// It had been replaced before, so one of two holders is a thief: its family is revoked.
  case reused
}
