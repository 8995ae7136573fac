/// What a set of temporary credentials allows, sealed into its session token
/// (cognito-sync.md 3.9).
package struct SessionGrant: Hashable, Sendable {
  /// The access key id: `ASIA` and 16 more characters.
  package var accessKeyID: String
  /// The secret that signs.
  package var secretAccessKey: String
  /// The one identity whose data it opens: `sub`.
  package var identity: String
  /// The pool of that identity: `aud`.
  package var pool: String
  /// How the identity signed in: `authenticated` or `unauthenticated`, then the providers.
  package var amr: [String]
  /// The ARN of the role that was taken on.
  package var role: String
  /// The name of the session, for messages.
  package var sessionName: String
  /// The principal tags, by name.
  package var tags: [String: String]
  /// What limits the session beyond its role.
  package var policy: SessionPolicy?
  /// When it ends, in milliseconds since the epoch.
  package var expires: Int64

  /// How long temporary credentials live unless asked otherwise (cognito-sync.md 3.7), in
  /// milliseconds.
  package static let lifetime: Int64 = 3_600_000

  /// The name of sessions that the enhanced flow begins (cognito-sync.md 3.7).
  package static let enhancedFlowName = "CognitoIdentityCredentials"

  /// Creates a grant with a fresh access key, in force for `lifetime` from `now`, both in
  /// milliseconds, the latter since the epoch.
  package init(
    identity: String, pool: String, amr: [String], role: String,
    sessionName: String = enhancedFlowName, tags: [String: String] = [:],
    policy: SessionPolicy? = nil, lifetime: Int64 = lifetime, now: Int64, entropy: Entropy
  ) {
    accessKeyID = "ASIA" + entropy.base32(16)
    secretAccessKey = Base64URL.encode(entropy.bytes(30))
    self.identity = identity
    self.pool = pool
    self.amr = amr
    self.role = role
    self.sessionName = sessionName
    self.tags = tags
    self.policy = policy
    expires = now + lifetime
  }
}

extension SessionGrant: CustomStringConvertible, CustomReflectable {
  /// The access key alone, so that no log ever holds a secret.
  package var description: String { "SessionGrant(\(accessKeyID))" }

  /// The access key alone, so that no dump ever holds a secret.
  package var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
