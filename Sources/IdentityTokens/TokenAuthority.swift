import Crypto
import FoundationEssentials
import JWTKit

/// Issues and verifies the ID tokens of the built-in provider (product.md 3.1).
package actor TokenAuthority {
  /// How long an ID token lives, in seconds.
  package static let lifetime: Int64 = 3_600

  /// Who signs, as a URL without a final slash.
  package nonisolated let issuer: String
  private var ring: SigningKeyRing
  private var collection: JWTKeyCollection

  /// Creates an authority that signs with the active key of `ring`.
  package init(issuer: String, ring: SigningKeyRing) async throws(TokenError) {
    self.issuer = issuer
    self.ring = ring
    collection = try await Self.collection(of: ring)
  }

  /// Returns a signed token for `subject`; times are in seconds since the epoch.
  package func issue(
    subject: String, audience: String, preferredUsername: String, authenticated: Int64, now: Int64
  ) async throws(TokenError) -> String {
    let claims = IdentityClaims(
      iss: issuer, sub: subject, aud: AudienceClaim(value: [audience]), azp: nil,
      exp: Double(now + Self.lifetime), iat: Double(now), nbf: nil,
      auth_time: Double(authenticated), preferred_username: preferredUsername)
    do {
      return try await collection.sign(claims, kid: JWKIdentifier(string: ring.active.id))
    } catch { throw .malformed }
  }

  /// Returns what `token` says, when it was signed here for one of `clientIDs` and is in force at
  /// `now`, in seconds since the epoch.
  package func verify(
    _ token: String, clientIDs: Set<String>, now: Int64
  ) async throws(TokenError) -> IdentityToken {
    try checkForm(token)
    let claims: IdentityClaims
    do {
      claims = try await collection.verify(token, as: IdentityClaims.self)
    } catch { throw .signature }
    return try IdentityTokenCheck(issuer: issuer, clientIDs: clientIDs, now: now).accept(claims)
  }

  /// Rotates the keys when they are due, and returns them when they changed and have to be kept.
  package func rotateIfDue(
    at now: Int64, entropy: Entropy
  ) async throws(TokenError) -> SigningKeyRing? {
    guard ring.rotateIfDue(at: now, entropy: entropy) else { return nil }
    let rotated = ring
    collection = try await Self.collection(of: rotated)
    return rotated
  }

  /// The public keys as a JSON Web Key Set (RFC 7517).
  package var keySet: [UInt8] {
    let keys = ring.all.map { key in
      let point = key.privateKey.publicKey.rawRepresentation
      let x = Base64URL.encode(point.prefix(32))
      let y = Base64URL.encode(point.suffix(32))
      return
        #"{"alg":"ES256","crv":"P-256","kid":"\#(key.id)","kty":"EC","use":"sig","x":"\#(x)","y":"\#(y)"}"#
    }
    return Array(#"{"keys":[\#(keys.joined(separator: ","))]}"#.utf8)
  }

  /// Refuses what no key of ours can have signed, before any key is tried: another algorithm, an
  /// unknown key, or an encoding with more than one reading.
  private func checkForm(_ token: String) throws(TokenError) {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }),
      parts.allSatisfy({ Base64URL.decode($0) != nil }),
      let header = Base64URL.decode(parts[0]),
      let fields = try? JSONDecoder().decode(Header.self, from: Data(header))
    else { throw .malformed }
    guard fields.alg == "ES256" else { throw .algorithm(fields.alg) }
    guard ring.all.contains(where: { $0.id == fields.kid }) else { throw .unknownKey }
  }

  private struct Header: Decodable {
    var alg: String
    var kid: String?
  }

  private static func collection(
    of ring: SigningKeyRing
  ) async throws(TokenError) -> JWTKeyCollection {
    let collection = JWTKeyCollection()
    for key in ring.all {
      guard let ecdsa = try? ES256PrivateKey(backing: key.privateKey) else { throw .malformed }
      await collection.add(ecdsa: ecdsa, kid: JWKIdentifier(string: key.id))
    }
    return collection
  }
}
