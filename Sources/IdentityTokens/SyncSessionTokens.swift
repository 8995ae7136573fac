package import Crypto

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

  private static let version: UInt8 = 1
  private static let idLength = 16

  /// The keyed hash before its first byte: the key is taken in once.
  private let hash: HMAC<SHA256>
  private let entropy: Entropy

  /// Creates a maker of tokens with the service's key of 32 bytes.
  package init(key: SymmetricKey, entropy: Entropy) {
    hash = HMAC(key: key)
    self.entropy = entropy
  }

  /// Returns a token for a new session that lives an hour from `now`, in milliseconds since the
  /// epoch.
  package func issue(for binding: Binding, now: Int64) -> String {
    let id = entropy.bytes(Self.idLength)
    let expires = now + Self.lifetime
    var fields = FieldWriter()
    fields.write(byte: Self.version)
    for byte in id { fields.write(byte: byte) }
    fields.write(integer: expires)
    let code = code(fields.bytes, binding)
    return Base64URL.encode(fields.bytes + Array(code))
  }

  /// Returns the session of `token`, when it was issued for `binding` and has not ended at `now`.
  package func verify(
    _ token: String, for binding: Binding, now: Int64
  ) throws(TokenError) -> Session {
    guard let bytes = Base64URL.decode(token), bytes.count == 1 + Self.idLength + 8 + 32 else {
      throw .malformed
    }
    let head = Array(bytes.dropLast(32))
    // The comparison of codes takes the same time wherever they differ.
    guard code(head, binding) == bytes.suffix(32) else { throw .signature }
    var fields = FieldReader(head)
    guard fields.byte() == Self.version, let id = fields.bytes(Self.idLength),
      let expires = fields.integer()
    else { throw .malformed }
    guard now < expires else { throw .expired(at: expires / 1_000, now: now / 1_000) }
    return Session(id: id, expires: expires)
  }

  private func code(_ head: [UInt8], _ binding: Binding) -> HMAC<SHA256>.MAC {
    var hash = hash
    hash.update(data: Self.authenticated(head, binding))
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
