package import SyncCore

extension MemoryServerStore {
  /// Adds an account.
  package func create(_ account: Account) throws(StoreError) {
    guard accounts[account.name] == nil else { throw .account(.exists) }
    accounts[account.name] = account
  }

  /// Returns the account with a name in normal form, if there is one.
  package func account(named name: String) throws(StoreError) -> Account? { accounts[name] }

  /// Replaces the password hash `old` by `new` and ends all sessions of the account.
  package func changePassword(
    ofAccount name: String, from old: String, to new: String, at now: Timestamp
  ) throws(StoreError) {
    try checkPassword(ofAccount: name, is: old)
    accounts[name]?.passwordHash = new
    accounts[name]?.lastModified = now
    sessions = sessions.filter { $0.value.account != name }
  }

  /// Deletes the account whose password hash is `hash`, with all its sessions.
  package func deleteAccount(named name: String, passwordHash hash: String) throws(StoreError) {
    try checkPassword(ofAccount: name, is: hash)
    accounts[name] = nil
    sessions = sessions.filter { $0.value.account != name }
  }

  /// Begins a session of an account with its first refresh token.
  package func beginSession(
    ofAccount name: String, passwordHash hash: String, with token: RefreshToken, at now: Timestamp
  ) throws(StoreError) {
    try checkPassword(ofAccount: name, is: hash)
    sessions = sessions.filter { $0.value.expires > now }
    lastFamily += 1
    sessions[token.digest] = Session(
      family: lastFamily, account: name, expires: token.expires, isReplaced: false)
  }

  /// Replaces a refresh token, or finds that it was used before and revokes its family.
  package func rotateRefreshToken(
    _ digest: [UInt8], to replacement: RefreshToken, at now: Timestamp
  ) throws(StoreError) -> RefreshOutcome {
    guard let session = sessions[digest], let account = accounts[session.account] else {
      return .unknown
    }
    guard !session.isReplaced else {
      try endSession(withRefreshToken: digest)
      return .reused
    }
    guard session.expires > now else { return .expired }
    sessions[digest]?.isReplaced = true
    sessions[replacement.digest] = Session(
      family: session.family, account: session.account, expires: replacement.expires,
      isReplaced: false)
    return .rotated(account)
  }

  /// Ends the session that a refresh token, current or replaced, belongs to.
  package func endSession(withRefreshToken digest: [UInt8]) throws(StoreError) {
    guard let family = sessions[digest]?.family else { return }
    sessions = sessions.filter { $0.value.family != family }
  }

  private func checkPassword(ofAccount name: String, is hash: String) throws(StoreError) {
    guard let account = accounts[name] else { throw .account(.notFound) }
    guard account.passwordHash == hash else { throw .account(.changedMeanwhile) }
  }
}
