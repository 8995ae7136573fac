import CognitoWire
import SyncClient

/// Supplies the identity token of the signed-in player whenever credentials are renewed.
///
/// Identity tokens live for an hour and are had for refresh tokens, each of which is good once.
actor TokenSource {
  private struct Held {
    var name: String
    var token: String
    var since: ContinuousClock.Instant
  }

  /// How long an identity token is presented again; the service accepts it for an hour.
  private static let lifetime = Duration.seconds(50 * 60)

  private let accounts: Accounts
  private let file: SignInFile
  private let now: @Sendable () -> ContinuousClock.Instant
  private let description: @Sendable () async throws(AccountFailure) -> ServiceDescription
  private var held: Held?

  init(
    accounts: Accounts, file: SignInFile,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    description: @escaping @Sendable () async throws(AccountFailure) -> ServiceDescription
  ) {
    self.accounts = accounts
    self.file = file
    self.now = now
    self.description = description
  }

  /// Trades name and password for tokens, remembers them, and returns whose they are.
  func signIn(name: String, password: String, isNew: Bool) async throws -> ServiceDescription {
    let service = try await description()
    if isNew { try await accounts.create(name: name, password: password) }
    let tokens = try await accounts.signIn(
      name: name, password: password, clientID: service.clientID)
    try file.save(SignIn(name: name, refreshToken: tokens.refreshToken))
    held = Held(name: name, token: tokens.identityToken, since: now())
    return service
  }

  /// Forgets who is signed in.
  func signOut() throws {
    held = nil
    try file.save(nil)
  }

  /// Returns the tokens to present, by provider; none for a guest.
  func logins() async throws -> [String: String] {
    // Another terminal of this device may have renewed or ended the sign-in.
    guard let signIn = file.load() else { return [:] }
    let service = try await known()
    if let held, held.name == signIn.name, held.since.duration(to: now()) < Self.lifetime {
      return [service.loginProvider: held.token]
    }
    // A refresh token is good once; two terminals of one device must not both present it.
    let lock = try await file.lock()
    defer { lock.release() }
    let present = file.load() ?? signIn
    let tokens = try await renew(present, clientID: service.clientID)
    held = Held(name: present.name, token: tokens.identityToken, since: now())
    return [service.loginProvider: tokens.identityToken]
  }

  private func renew(_ signIn: SignIn, clientID: String) async throws -> AccountTokens {
    do throws(AccountFailure) {
      let tokens = try await accounts.refresh(signIn.refreshToken, clientID: clientID)
      try? file.save(SignIn(name: signIn.name, refreshToken: tokens.refreshToken))
      return tokens
    } catch {
      switch error {
      case .unreachable(let reason): throw SyncError(.offline, reason, retry: .backoff)
      case .refused:
        throw SyncError(.notAuthorized, "The sign-in has ended. Please sign in again.")
      }
    }
  }

  private func known() async throws(SyncError) -> ServiceDescription {
    do throws(AccountFailure) {
      return try await description()
    } catch {
      throw SyncError(.offline, error.message, retry: .backoff)
    }
  }
}
