/// A key pair that signs requests, permanent or for one session (cognito-sync.md 4.1).
public struct SigningCredentials: Hashable, Sendable {
  /// The public half; temporary ones start with `ASIA`.
  public var accessKeyID: String
  /// The secret half, which never crosses the wire.
  public var secretAccessKey: String
  /// The proof of a temporary session, sent with each request.
  public var sessionToken: String?

  /// Creates credentials from their parts.
  public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
  }
}

extension SigningCredentials: CustomStringConvertible, CustomReflectable {
  /// The access key alone, so that no log ever holds a secret.
  public var description: String { "SigningCredentials(\(accessKeyID))" }

  /// The access key alone, so that no dump ever holds a secret.
  public var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
