/// What a set of temporary credentials allows, sealed into its session token.
package struct SessionGrant: Hashable, Sendable {
  /// How the identity signed in.
  package enum AuthenticationClass: UInt8, Hashable, Sendable {
    /// As a guest.
    case unauthenticated = 0
    /// With a login.
    case authenticated = 1
  }

  /// The access key id: `ASIA` and 16 more characters.
  package var accessKeyID: String
  /// The secret that signs.
  package var secretAccessKey: String
  /// The one identity whose data it opens.
  package var identity: String
  /// The pool of that identity.
  package var pool: String
  /// How the identity signed in.
  package var authenticationClass: AuthenticationClass
  /// The role that was taken on.
  package var role: String
  /// When it ends, in milliseconds since the epoch.
  package var expires: Int64

  /// How long temporary credentials live (cognito-sync.md 3.7), in milliseconds.
  package static let lifetime: Int64 = 3_600_000

  /// Creates a grant with a fresh access key, in force for an hour from `now`, in milliseconds
  /// since the epoch.
  package init(
    identity: String, pool: String, authenticationClass: AuthenticationClass, role: String,
    now: Int64, entropy: Entropy
  ) {
    accessKeyID = "ASIA" + entropy.base32(16)
    secretAccessKey = Base64URL.encode(entropy.bytes(30))
    self.identity = identity
    self.pool = pool
    self.authenticationClass = authenticationClass
    self.role = role
    expires = now + Self.lifetime
  }
}

extension SessionGrant: CustomStringConvertible, CustomReflectable {
  /// The access key alone, so that no log ever holds a secret.
  package var description: String { "SessionGrant(\(accessKeyID))" }

  /// The access key alone, so that no dump ever holds a secret.
  package var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}

extension SessionGrant {
  /// Creates a grant from the bytes of `encoded`, or nothing when they are not such.
  init?(decoding bytes: [UInt8]) {
    var fields = FieldReader(bytes)
    guard let accessKeyID = fields.text(), let secretAccessKey = fields.text(),
      let identity = fields.text(), let pool = fields.text(), let role = fields.text(),
      let code = fields.byte(), let authenticationClass = AuthenticationClass(rawValue: code),
      let expires = fields.integer(), fields.isAtEnd
    else { return nil }
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.identity = identity
    self.pool = pool
    self.role = role
    self.authenticationClass = authenticationClass
    self.expires = expires
  }

  var encoded: [UInt8] {
    var fields = FieldWriter()
    for text in [accessKeyID, secretAccessKey, identity, pool, role] { fields.write(text) }
    fields.write(byte: authenticationClass.rawValue)
    fields.write(integer: expires)
    return fields.bytes
  }
}
