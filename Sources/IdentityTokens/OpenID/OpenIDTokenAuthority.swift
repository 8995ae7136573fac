/// Issues the OpenID tokens of the identity service and publishes their keys
/// (cognito-sync.md 3.7, "OpenID token").
package actor OpenIDTokenAuthority {
  /// How long a token from GetOpenIdToken lives, in seconds.
  package static let lifetime: Int64 = 600
  /// How long a token for a developer's backend lives unless asked otherwise, in seconds.
  package static let developerLifetime: Int64 = 900

  /// Who signs: the claim `iss`.
  package nonisolated let issuer: String
  private let region: String
  private let entropy: Entropy
  private let keep: @Sendable (OpenIDKeyRing) -> Void
  private var ring: OpenIDKeyRing

  /// Creates an authority; `keep` stores keys that were made.
  package init(
    issuer: String, region: String, ring: OpenIDKeyRing, entropy: Entropy,
    keep: @escaping @Sendable (OpenIDKeyRing) -> Void
  ) {
    self.issuer = issuer
    self.region = region
    self.ring = ring
    self.entropy = entropy
    self.keep = keep
  }

  /// Returns a signed token that is good for `lifetime` from `now`, in seconds, the latter since
  /// the epoch.
  package func issue(
    _ content: OpenIDTokenContent, lifetime: Int64 = lifetime, now: Int64
  ) throws(TokenError) -> String {
    let key = try activeKey(at: now)
    let header = #"{"kid":"\#(key.id)","typ":"JWS","alg":"RS512"}"#
    guard let claims = content.claims(issuer: issuer, now: now, expires: now + lifetime) else {
      throw .malformed
    }
    let text = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(claims)
    return text + "." + Base64URL.encode(try key.signature(of: Array(text.utf8)))
  }

  /// The public keys as a JSON Web Key Set (RFC 7517).
  package var keySet: [UInt8] {
    Array(#"{"keys":[\#(ring.keys.compactMap(\.publicJSON).joined(separator: ","))]}"#.utf8)
  }

  /// Returns the key that signs at `now`, in seconds since the epoch; made if need be.
  private func activeKey(at now: Int64) throws(TokenError) -> OpenIDKey {
    if try ring.renew(region: region, at: now * 1_000, entropy: entropy) { keep(ring) }
    guard let key = ring.keys.first else { throw .unknownKey }
    return key
  }
}
