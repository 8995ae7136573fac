import Crypto

/// Turns a grant into a session token that only this service can read, and back.
///
/// Nothing is stored for a token: it carries its grant under AES-GCM, after the id of its key.
package struct SessionTokenSealer: Sendable {
  /// The form of tokens sealed before keys had ids.
  private static let unnamedVersion: UInt8 = 1
  private static let version: UInt8 = 2
  private static let purpose = Array("hundred-holds/session-token/1".utf8)
  private static let nonceLength = 12
  private static let tagLength = 16

  private let keys: RotatingKeys<SymmetricKey>
  private let entropy: Entropy

  /// Creates a sealer with the service's keys.
  package init(keys ring: SymmetricKeyRing, entropy: Entropy) {
    keys = RotatingKeys(ring) { $0 }
    self.entropy = entropy
  }

  /// Seals with a new key from now on when the active one is old.
  ///
  /// The new ring is used once `keep` has stored it. One caller at a time.
  package func rotateIfDue(
    at now: Int64, keep: (SymmetricKeyRing) throws -> Void
  ) rethrows {
    try keys.rotateIfDue(at: now, entropy: entropy, keep: keep)
  }

  /// Returns the session token of `grant`.
  package func seal(_ grant: SessionGrant) throws(TokenError) -> String {
    let key = keys.active
    let head = Self.head(key.id)
    guard let nonce = try? AES.GCM.Nonce(data: entropy.bytes(Self.nonceLength)),
      let box = try? AES.GCM.seal(
        grant.encoded, using: key.form, nonce: nonce, authenticating: Self.purpose + head),
      let combined = box.combined
    else { throw .malformed }
    return Base64URL.encode(head + combined)
  }

  /// Returns the grant in `token`; refuses anything not sealed here.
  ///
  /// Whether the grant is still in force is for the caller to ask.
  package func open(_ token: String) throws(TokenError) -> SessionGrant {
    guard let bytes = Base64URL.decode(token) else { throw .malformed }
    var fields = FieldReader(bytes)
    let id: UInt32
    let authenticated: [UInt8]
    switch fields.byte() {
    case Self.unnamedVersion: (id, authenticated) = (0, Self.purpose)
    case Self.version:
      guard let named = fields.shortInteger() else { throw .malformed }
      (id, authenticated) = (named, Self.purpose + Self.head(named))
    default: throw .malformed
    }
    guard fields.rest.count > Self.nonceLength + Self.tagLength,
      let box = try? AES.GCM.SealedBox(combined: fields.rest)
    else { throw .malformed }
    guard let key = keys.form(of: id) else { throw .unknownKey }
    guard let plain = try? AES.GCM.open(box, using: key, authenticating: authenticated) else {
      throw .signature
    }
    guard let grant = SessionGrant(decoding: Array(plain)) else { throw .malformed }
    return grant
  }

  /// What a token begins with; an unnamed key, too, seals in the newer form while it is active.
  private static func head(_ id: UInt32) -> [UInt8] {
    var fields = FieldWriter()
    fields.write(byte: version)
    fields.write(shortInteger: id)
    return fields.bytes
  }
}
