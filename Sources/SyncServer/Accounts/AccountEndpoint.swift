import CognitoWire
import HTTPTypes
import IdentityTokens
import Logging
import ServerStorage
import SyncCore

/// Answers what is asked of the built-in accounts (product.md 3.1).
struct AccountEndpoint: Sendable {
  let store: any ServerStore
  let hasher: PasswordHasher
  let attempts: AttemptLimits
  let surroundings: Surroundings
  let logger: Logger

  /// The fewest and the most bytes of a password.
  static let passwordLength = 8...1_024

  /// Adds an account: `POST /accounts`.
  func create(_ exchange: Exchange) async throws(AccountRefusal) -> Answer {
    let form = try CredentialsForm(exchange.body)
    guard let name = AccountName(form.username) else {
      throw .invalidRequest(
        "A name has 1 to \(AccountName.maximumLength) letters, digits or . _ - + @.")
    }
    let password = try Self.acceptable(form.password)
    try begin(account: nil, exchange)
    let hash = try await working { try await hasher.hash(password).encoded }
    let account = Account(
      name: name.normalized, displayName: name.display, subject: surroundings.uniqueID(),
      passwordHash: hash, created: exchange.now, lastModified: exchange.now)
    try await stored { (store) throws(StoreError) in try await store.create(account) }
    return .json(
      JSONWriter.write(.object([JSONMember("username", .string(name.display))])),
      status: .created)
  }

  /// Replaces a password and ends all sessions: `POST /accounts/password`.
  func changePassword(_ exchange: Exchange) async throws(AccountRefusal) -> Answer {
    let form = try CredentialsForm(exchange.body)
    guard let new = form.newPassword else { throw .invalidRequest("new_password is missing.") }
    let password = try Self.acceptable(new)
    let account = try await authenticate(form.username, form.password, exchange)
    let hash = try await working { try await hasher.hash(password).encoded }
    try await stored { (store) throws(StoreError) in
      try await store.changePassword(
        ofAccount: account.name, from: account.passwordHash, to: hash, at: exchange.now)
    }
    return .json(Array("{}".utf8))
  }

  /// Deletes an account: `POST /accounts/delete`.
  func delete(_ exchange: Exchange) async throws(AccountRefusal) -> Answer {
    let form = try CredentialsForm(exchange.body)
    let account = try await authenticate(form.username, form.password, exchange)
    try await stored { (store) throws(StoreError) in
      try await store.deleteAccount(named: account.name, passwordHash: account.passwordHash)
    }
    return .json(Array("{}".utf8))
  }

  /// Returns the account whose name and password these are.
  ///
  /// An unknown name takes the same time and gets the same answer as a wrong password.
  func authenticate(
    _ username: String, _ password: String, _ exchange: Exchange
  ) async throws(AccountRefusal) -> Account {
    let key = AccountName(username)?.normalized
    try begin(account: key, exchange)
    guard password.utf8.count <= Self.passwordLength.upperBound else { throw .wrongPassword }
    var account: Account?
    if let key {
      account = try await stored { (store) throws(StoreError) in
        try await store.account(named: key)
      }
    }
    let hash = account?.passwordHash
    let isRight = try await working { try await hasher.verify(password, stored: hash) }
    guard isRight, let account else { throw .wrongPassword }
    attempts.succeed(account: account.name, address: exchange.address)
    return account
  }

  private func begin(account: String?, _ exchange: Exchange) throws(AccountRefusal) {
    let wait = attempts.begin(
      account: account, address: exchange.address, now: exchange.now.milliseconds)
    if let wait { throw .tooManyAttempts(wait) }
  }

  /// Performs a transaction for an account, with its refusals in the words of OAuth.
  func stored<Value>(
    _ transaction: (any ServerStore) async throws(StoreError) -> Value
  ) async throws(AccountRefusal) -> Value {
    do throws(StoreError) {
      return try await transaction(store)
    } catch {
      switch error {
      case .account(.exists):
        throw AccountRefusal(
          status: .conflict, error: "account_exists", description: AccountError.exists.message)
      case .account(.notFound), .account(.changedMeanwhile):
        throw .wrongPassword
      case .ledger, .identity, .push, .stream, .sessionSpent, .failure:
        error.log(to: logger)
        throw .failed
      }
    }
  }

  private func working<Value>(
    _ hashing: () async throws -> Value
  ) async throws(AccountRefusal) -> Value {
    do {
      return try await hashing()
    } catch is PasswordHasher.Overloaded {
      throw .tooManyAttempts(.seconds(2))
    } catch {
      logger.error("password could not be hashed", metadata: ["error": "\(error)"])
      throw .failed
    }
  }

  private static func acceptable(_ password: String) throws(AccountRefusal) -> String {
    guard passwordLength.contains(password.utf8.count) else {
      throw .invalidRequest(
        "A password has \(passwordLength.lowerBound) to \(passwordLength.upperBound) bytes.")
    }
    return password
  }
}
