import CognitoWire
import HTTPTypes
import IdentityTokens
import ServerStorage
import SyncCore
import URIEncoding

/// Exchanges passwords and refresh tokens for ID tokens: `POST /oauth2/token` (RFC 6749).
struct TokenEndpoint: Sendable {
  let accounts: AccountEndpoint
  let authority: TokenAuthority
  let clientIDs: Set<String>
  let entropy: Entropy

  /// How long an unused refresh token is good: 180 days, in milliseconds.
  static let refreshLifetime: Int64 = 180 * 86_400_000

  /// Answers one exchange.
  func answer(_ exchange: Exchange) async throws(AccountRefusal) -> Answer {
    let form = try Self.form(exchange.body)
    guard let client = form["client_id"], clientIDs.contains(client) else {
      throw .unknownClient
    }
    switch form["grant_type"] {
    case "password": return try await signIn(form, client, exchange)
    case "refresh_token": return try await refresh(form, client, exchange)
    case nil: throw .invalidRequest("grant_type is missing.")
    case .some:
      throw AccountRefusal(
        status: .badRequest, error: "unsupported_grant_type",
        description: "grant_type must be password or refresh_token.")
    }
  }

  private func signIn(
    _ form: [String: String], _ client: String, _ exchange: Exchange
  ) async throws(AccountRefusal) -> Answer {
    guard let username = form["username"], let password = form["password"] else {
      throw .invalidRequest("username or password is missing.")
    }
    let account = try await accounts.authenticate(username, password, exchange)
    let secret = RefreshSecret(authenticated: exchange.now.milliseconds / 1_000, entropy: entropy)
    let token = Self.stored(secret, at: exchange.now)
    try await accounts.stored { (store) throws(StoreError) in
      try await store.beginSession(
        ofAccount: account.name, passwordHash: account.passwordHash, with: token,
        at: exchange.now)
    }
    return try await tokens(for: account, client, secret, exchange)
  }

  private func refresh(
    _ form: [String: String], _ client: String, _ exchange: Exchange
  ) async throws(AccountRefusal) -> Answer {
    guard let text = form["refresh_token"] else {
      throw .invalidRequest("refresh_token is missing.")
    }
    guard let old = RefreshSecret(text) else { throw Self.invalidRefreshToken }
    let new = RefreshSecret(authenticated: old.authenticated, entropy: entropy)
    let replacement = Self.stored(new, at: exchange.now)
    let outcome = try await accounts.stored { (store) throws(StoreError) in
      try await store.rotateRefreshToken(old.digest, to: replacement, at: exchange.now)
    }
    switch outcome {
    case .rotated(let account): return try await tokens(for: account, client, new, exchange)
    case .unknown, .expired, .reused: throw Self.invalidRefreshToken
    }
  }

  private func tokens(
    for account: Account, _ client: String, _ refresh: RefreshSecret, _ exchange: Exchange
  ) async throws(AccountRefusal) -> Answer {
    let token: String
    do throws(TokenError) {
      token = try await authority.issue(
        subject: account.subject, audience: client, preferredUsername: account.displayName,
        authenticated: refresh.authenticated, now: exchange.now.milliseconds / 1_000)
    } catch { throw .failed }
    var answer = Answer.json(
      JSONWriter.write(
        .object([
          JSONMember("expires_in", .integer(TokenAuthority.lifetime)),
          JSONMember("id_token", .string(token)),
          JSONMember("refresh_token", .string(refresh.rawValue)),
          JSONMember("token_type", .string("Bearer")),
        ])))
    answer.fields[.cacheControl] = "no-store"
    return answer
  }

  private static let invalidRefreshToken = AccountRefusal.invalidGrant(
    "The refresh token is not valid any more. Sign in again.")

  private static func stored(_ secret: RefreshSecret, at now: Timestamp) -> RefreshToken {
    RefreshToken(
      digest: secret.digest,
      expires: Timestamp(milliseconds: now.milliseconds + refreshLifetime))
  }

  private static func form(_ body: [UInt8]) throws(AccountRefusal) -> [String: String] {
    guard let text = String(validating: body, as: UTF8.self),
      let pairs = URIEncoding.decodePairs(text, plusIsSpace: true)
    else { throw .invalidRequest("The body must be a form.") }
    return Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first }
  }
}
