/// Long-lived credentials of the service's owner (product.md 2.1).
package struct DeveloperCredentials: Hashable, Sendable {
  /// The access key id.
  package var accessKeyID: String
  /// The secret that signs.
  package var secretAccessKey: String

  /// Creates credentials from their parts.
  package init(accessKeyID: String, secretAccessKey: String) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
  }
}

extension DeveloperCredentials: CustomStringConvertible, CustomReflectable {
  /// The access key alone, so that no log ever holds a secret.
  package var description: String { "DeveloperCredentials(\(accessKeyID))" }

  /// The access key alone, so that no dump ever holds a secret.
  package var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
