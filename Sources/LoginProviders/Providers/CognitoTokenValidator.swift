import CognitoWire
import IdentityCore
import Synchronization
package import SyncCore

/// Validates the service's own OpenID tokens, a developer's among them (cognito-sync.md 3.4,
/// "Cognito token pass-through"; 3.7).
package final class CognitoTokenValidator: Sendable {
  private struct Parsed {
    var document: [UInt8]
    var keys: KeySet
  }

  private let issuer: String
  private let document: @Sendable () async -> [UInt8]
  private let parsed = Mutex<Parsed?>(nil)

  /// Creates a validator.
  ///
  /// - Parameters:
  ///   - issuer: The claim `iss` of the tokens, byte for byte.
  ///   - keys: Returns the service's own keys as a JSON Web Key Set.
  package init(issuer: String, keys: @escaping @Sendable () async -> [UInt8]) {
    self.issuer = issuer
    document = keys
  }

  /// Returns what a token of `pool` says.
  package func validate(
    _ text: String, for pool: IdentityPoolID, now: Timestamp
  ) async throws(LoginError) -> CognitoToken {
    let token = try await validate(text, now: now)
    guard token.pool == pool else { throw .audience }
    return token
  }

  /// Returns what a token of any pool says.
  ///
  /// There is no tolerance in time: the clock is the one that made the token.
  package func validate(
    _ text: String, now: Timestamp
  ) async throws(LoginError) -> CognitoToken {
    let token = try SignedToken(text)
    guard let keys = await keys() else { throw .unknownKey }
    guard token.claims.word("iss").map({ $0.isIdentical(to: issuer) }) == true else {
      throw .issuer
    }
    try keys.verify(token)
    let seconds = now.milliseconds / 1_000
    guard let expiry = token.claims["exp"]?.seconds else { throw .missingClaim("exp") }
    guard expiry > seconds else { throw .expired(at: expiry, now: seconds) }
    return try CognitoToken(token)
  }

  private func keys() async -> KeySet? {
    let document = await document()
    let known = parsed.withLock { $0?.document == document ? $0?.keys : nil }
    if let known { return known }
    guard let json = try? JSONReader.read(document), let keys = await KeySet(json) else {
      return nil
    }
    parsed.withLock { $0 = Parsed(document: document, keys: keys) }
    return keys
  }
}
