package import SyncCore

/// A sync session as its token names it (cognito-sync.md 2.6.4).
package struct SyncSessionReference: Hashable, Sendable {
  /// The session's random id.
  package var id: [UInt8]
  /// From when on its token is refused; a spent session is remembered until then.
  package var expires: Timestamp

  /// Creates a reference from its parts.
  package init(id: [UInt8], expires: Timestamp) {
    self.id = id
    self.expires = expires
  }
}
