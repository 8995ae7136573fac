package import SyncCore

/// The accounts of the built-in provider and their sessions (product.md 3.1).
///
/// Each method is one transaction, durable when it returns.
package protocol AccountStore: Sendable {
  /// Adds an account, or fails with `.account(.exists)`.
  func create(_ account: Account) async throws(StoreError)

  /// Returns the account with a name in normal form, if there is one.
  func account(named name: String) async throws(StoreError) -> Account?

  /// Replaces the password hash `old` by `new` and ends all sessions of the account.
  func changePassword(
    ofAccount name: String, from old: String, to new: String, at now: Timestamp
  ) async throws(StoreError)

  /// Deletes the account whose password hash is `hash`, with all its sessions.
  func deleteAccount(named name: String, passwordHash hash: String) async throws(StoreError)

  /// Begins a session of an account with its first refresh token.
  ///
  /// Fails with `.account(.changedMeanwhile)` when the password hash is not `hash` any more.
  func beginSession(
    ofAccount name: String, passwordHash hash: String, with token: RefreshToken, at now: Timestamp
  ) async throws(StoreError)

  /// Replaces a refresh token, or finds that it was used before and revokes its family.
  func rotateRefreshToken(
    _ digest: [UInt8], to replacement: RefreshToken, at now: Timestamp
  ) async throws(StoreError) -> RefreshOutcome

  /// Ends the session that a refresh token, current or replaced, belongs to.
  func endSession(withRefreshToken digest: [UInt8]) async throws(StoreError)

  /// Remembers the built-in provider's issuer and returns the one before; if they differ, pools
  /// and logins mean the new one from now on.
  @discardableResult
  func adoptIssuer(_ issuer: String) async throws(StoreError) -> String?
}
