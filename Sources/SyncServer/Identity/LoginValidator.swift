import CognitoWire
import IdentityCore
import IdentityTokens
import SyncCore

/// Finds out which user a token of an identity provider belongs to (cognito-sync.md 3.4).
struct LoginValidator: Sendable {
  /// Returns the user's stable id at the provider, or throws why the token is no good.
  typealias Check =
    @Sendable (_ token: String, _ pool: IdentityPool, _ now: Timestamp) async throws(WireError)
    -> String

  private let checks: [String: Check]

  /// Creates a validator that knows these providers, by their keys in `Logins`.
  init(_ checks: [String: Check]) { self.checks = checks }

  /// Creates a validator that knows the built-in provider.
  init(authority: TokenAuthority, clientIDs: Set<String>) {
    checks = [
      Login.provider(ofIssuer: authority.issuer): { (token, _, now) throws(WireError) in
        do throws(TokenError) {
          let seconds = now.milliseconds / 1_000
          return try await authority.verify(token, clientIDs: clientIDs, now: seconds).subject
        } catch { throw WireError(.notAuthorized, error.description, in: .identity) }
      }
    ]
  }

  /// Returns the users behind all of `logins`; one that is no good fails the whole call.
  func validate(
    _ logins: [String: String], for pool: IdentityPool, now: Timestamp
  ) async throws(WireError) -> Set<Login> {
    for provider in logins.keys.sorted() {
      guard pool.configuration.accepts(provider: provider) else {
        throw WireError(
          .notAuthorized, IdentityError.providerNotSupported.message, in: .identity)
      }
    }
    var users: Set<Login> = []
    for (provider, token) in logins.sorted(by: { $0.key < $1.key }) {
      guard let check = checks[provider] else {
        throw WireError(
          .externalService, "The identity provider '\(provider)' cannot be reached.",
          in: .identity)
      }
      users.insert(Login(provider: provider, user: try await check(token, pool, now)))
    }
    return users
  }
}
