package import Crypto

/// Turns a grant into a session token that only this service can read, and back.
///
/// Nothing is stored for a token: it carries its grant under AES-GCM.
package struct SessionTokenSealer: Sendable {
  private static let version: UInt8 = 1
  private static let purpose = Array("hundred-holds/session-token/1".utf8)
  private static let nonceLength = 12
  private static let tagLength = 16

  private let key: SymmetricKey
  private let entropy: Entropy

  /// Creates a sealer with the service's key of 32 bytes.
  package init(key: SymmetricKey, entropy: Entropy) {
    self.key = key
    self.entropy = entropy
  }

  /// Returns the session token of `grant`.
  package func seal(_ grant: SessionGrant) throws(TokenError) -> String {
    guard let nonce = try? AES.GCM.Nonce(data: entropy.bytes(Self.nonceLength)),
      let box = try? AES.GCM.seal(
        grant.encoded, using: key, nonce: nonce, authenticating: Self.purpose),
      let combined = box.combined
    else { throw .malformed }
    return Base64URL.encode([Self.version] + combined)
  }

  /// Returns the grant in `token`; refuses anything not sealed here.
  ///
  /// Whether the grant is still in force is for the caller to ask.
  package func open(_ token: String) throws(TokenError) -> SessionGrant {
    guard let bytes = Base64URL.decode(token), bytes.first == Self.version,
      bytes.count > 1 + Self.nonceLength + Self.tagLength,
      let box = try? AES.GCM.SealedBox(combined: bytes.dropFirst())
    else { throw .malformed }
    guard let plain = try? AES.GCM.open(box, using: key, authenticating: Self.purpose) else {
      throw .signature
    }
    guard let grant = SessionGrant(decoding: Array(plain)) else { throw .malformed }
    return grant
  }
}
