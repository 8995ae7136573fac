import GRDB
package import SyncCore

extension SQLiteServerStore {
  /// Adds an account.
  package func create(_ account: Account) async throws(StoreError) {
    try await write { database in try AccountRow.insert(account, database) }
  }

  /// Returns the account with a name in normal form, if there is one.
  package func account(named name: String) async throws(StoreError) -> Account? {
    try await readBriefly { database in try AccountRow.fetch(name, database) }
  }

  /// Replaces the password hash `old` by `new` and ends all sessions of the account.
  package func changePassword(
    ofAccount name: String, from old: String, to new: String, at now: Timestamp
  ) async throws(StoreError) {
    try await write { database in
      try AccountRow.checkPassword(of: name, is: old, database)
      try database.run(
        "UPDATE account SET password_hash = ?2, modified_ms = ?3 WHERE name = ?1", .text(name),
        .text(new), .time(now))
      try database.run("DELETE FROM session_family WHERE account = ?", .text(name))
    }
  }

  /// Deletes the account whose password hash is `hash`, with all its sessions.
  package func deleteAccount(
    named name: String, passwordHash hash: String
  ) async throws(StoreError) {
    try await write { database in
      try AccountRow.checkPassword(of: name, is: hash, database)
      try database.run("DELETE FROM account WHERE name = ?", .text(name))
    }
  }

  /// Begins a session of an account with its first refresh token.
  package func beginSession(
    ofAccount name: String, passwordHash hash: String, with token: RefreshToken, at now: Timestamp
  ) async throws(StoreError) {
    try await write { database in
      try AccountRow.checkPassword(of: name, is: hash, database)
      try RefreshTokenRow.forgetExpired(at: now, database)
      try database.run("INSERT INTO session_family (account) VALUES (?)", .text(name))
      try RefreshTokenRow.insert(token, family: database.lastInsertedRowID, database)
    }
  }

  /// Replaces a refresh token, or finds that it was used before and revokes its family.
  package func rotateRefreshToken(
    _ digest: [UInt8], to replacement: RefreshToken, at now: Timestamp
  ) async throws(StoreError) -> RefreshOutcome {
    try await write { database in
      guard let row = try RefreshTokenRow.fetch(digest, database),
        let account = try AccountRow.fetch(row.account, database)
      else { return .unknown }
      guard !row.isReplaced else {
        try RefreshTokenRow.revoke(family: row.family, database)
        return .reused
      }
      guard row.expires > now else { return .expired }
      try database.run(
        "UPDATE refresh_token SET is_replaced = 1 WHERE digest = ?", .blob(digest))
      try RefreshTokenRow.insert(replacement, family: row.family, database)
      return .rotated(account)
    }
  }

  /// Ends the session that a refresh token, current or replaced, belongs to.
  package func endSession(withRefreshToken digest: [UInt8]) async throws(StoreError) {
    try await write { database in
      guard let row = try RefreshTokenRow.fetch(digest, database) else { return }
      try RefreshTokenRow.revoke(family: row.family, database)
    }
  }
}
