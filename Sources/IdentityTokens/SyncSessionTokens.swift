import Crypto

/// Makes and checks the tokens that tie a commit to the listing before it (cognito-sync.md 2.6.4).
///
/// A token names its session and its end; pool, identity and dataset are only authenticated, since
/// every request states them anyway.
package struct SyncSessionTokens: Sendable {
  /// What a token is good for.
  package struct Binding: Hashable, Sendable {
    /// The identity pool.
    package var pool: String
    /// The identity.
    package var identity: String
    /// The dataset's name.
    package var dataset: String

    /// Creates a binding from its parts.
    package init(pool: String, identity: String, dataset: String) {
      self.pool = pool
      self.identity = identity
      self.dataset = dataset
    }
  }

  /// A session that a token stands for.
  package struct Session: Hashable, Sendable {
    /// What tells it from all other sessions: 16 random bytes.
    package var id: [UInt8]
    /// When it ends, in milliseconds since the epoch.
    package var expires: Int64
  }

  /// How long a session lives, in milliseconds.
  package static let lifetime: Int64 = 3_600_000

  /// The form of tokens made before keys had ids.
  private static let unnamedVersion: UInt8 = 1
  private static let version: UInt8 = 2
  private static let idLength = 16
  private static let codeLength = 32

  /// The keyed hashes before their first byte: a key is taken in once.
  private let keys: RotatingKeys<HMAC<SHA256>>
  private let entropy: Entropy

  /// Creates a maker of tokens with the service's keys.
  package init(keys ring: SymmetricKeyRing, entropy: Entropy) {
    keys = RotatingKeys(ring) { HMAC(key: $0) }
    self.entropy = entropy
  }

  /// Makes tokens with a new key from now on when the active one is old.
  ///
  /// The new ring is used once `keep` has stored it. One caller at a time.
  package func rotateIfDue(
    at now: Int64, keep: (SymmetricKeyRing) throws -> Void
  ) rethrows {
    try keys.rotateIfDue(at: now, entropy: entropy, keep: keep)
  }

  /// Returns a token for a new session that lives an hour from `now`, in milliseconds since the
  /// epoch.
  package func issue(for binding: Binding, now: Int64) -> String {
    let key = keys.active
    let id = entropy.bytes(Self.idLength)
    let expires = now + Self.lifetime
    var fields = FieldWriter()
    fields.write(byte: Self.version)
    fields.write(shortInteger: key.id)
    for byte in id { fields.write(byte: byte) }
    fields.write(integer: expires)
    let code = Self.code(key.form, fields.bytes, binding)
    return Base64URL.encode(fields.bytes + Array(code))
  }

  /// Returns the session of `token`, when it was issued for `binding` and has not ended at `now`.
  package func verify(
    _ token: String, for binding: Binding, now: Int64
  ) throws(TokenError) -> Session {
    guard let bytes = Base64URL.decode(token), bytes.count > Self.codeLength else {
      throw .malformed
    }
    let head = Array(bytes.dropLast(Self.codeLength))
    var fields = FieldReader(head)
    guard let key = Self.keyID(&fields), let id = fields.bytes(Self.idLength),
      let expires = fields.integer(), fields.isAtEnd
    else { throw .malformed }
    guard let hash = keys.form(of: key) else { throw .unknownKey }
    // The comparison of codes takes the same time wherever they differ.
    guard Self.code(hash, head, binding) == bytes.suffix(Self.codeLength) else {
      throw .signature
    }
    guard now < expires else { throw .expired(at: expires / 1_000, now: now / 1_000) }
    return Session(id: id, expires: expires)
  }

  /// Returns the id of the key that a token begins with, or nothing for another beginning.
  private static func keyID(_ fields: inout FieldReader) -> UInt32? {
    switch fields.byte() {
    case unnamedVersion: 0
    case version: fields.shortInteger()
    default: nil
    }
  }

  private static func code(
    _ hash: HMAC<SHA256>, _ head: [UInt8], _ binding: Binding
  ) -> HMAC<SHA256>.MAC {
    var hash = hash
    hash.update(data: authenticated(head, binding))
    return hash.finalize()
  }

  private static func authenticated(_ head: [UInt8], _ binding: Binding) -> [UInt8] {
    var fields = FieldWriter()
    fields.write("hundred-holds/sync-session/1")
    fields.write(bytes: head)
    fields.write(binding.pool)
    fields.write(binding.identity)
    fields.write(binding.dataset)
    return fields.bytes
  }
}
