import IdentityCore
import IdentityTokens
import LoginProviders
import SyncCore

/// Validates tokens of the built-in provider without a call to itself (cognito-sync.md 3.4,
/// point 3).
struct BuiltInProvider: Sendable {
  let authority: TokenAuthority
  /// The applications it issues tokens for.
  let clientIDs: Set<String>

  /// The key in `Logins`.
  var loginKey: String { Login.provider(ofIssuer: authority.issuer) }

  /// Checks tokens for the applications of the pool that asks.
  var check: LoginCheck {
    { token, pool, now throws(LoginError) in
      do throws(TokenError) {
        let identity = try await authority.verify(
          token, clientIDs: applications(of: pool), now: now.milliseconds / 1_000)
        return Self.claims(of: identity)
      } catch { throw LoginError(error) }
    }
  }

  /// Returns the applications that a pool trusts: those it names, and all if it names the provider
  /// by its ARN.
  private func applications(of pool: IdentityPool) -> Set<String> {
    let named = pool.configuration.supportedLoginProviders[loginKey, default: ""]
      .split(separator: ";").map(String.init)
    let isByARN = pool.configuration.openIDConnectProviders.contains(loginKey)
    return Set(named).union(isByARN ? clientIDs : [])
  }

  private static func claims(of token: IdentityToken) -> LoginClaims {
    var claims: [String: ClaimValue] = [
      "iss": .text(token.issuer), "sub": .text(token.subject), "aud": .text(token.audience),
      "exp": .integer(token.expires),
    ]
    claims["preferred_username"] = token.preferredUsername.map { .text($0) }
    return LoginClaims(user: token.subject, client: token.audience, claims: claims)
  }
}

extension LoginError {
  fileprivate init(_ error: TokenError) {
    self =
      switch error {
      case .malformed: .malformed
      case .algorithm(let name): .algorithm(name)
      case .unknownKey: .unknownKey
      case .signature: .signature
      case .issuer: .issuer
      case .audience: .audience
      case .missingClaim(let name): .missingClaim(name)
      case .expired(let end, let now): .expired(at: end, now: now)
      case .notYetValid(let start, let now): .notYetValid(at: start, now: now)
      }
  }
}
