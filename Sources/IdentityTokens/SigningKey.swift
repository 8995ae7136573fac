package import Crypto

/// A P-256 key that signs ID tokens (ES256).
package struct SigningKey: Sendable {
  /// The id under which the public half is published.
  package let id: String
  /// When it was made, in milliseconds since the epoch.
  package let created: Int64

  package let privateKey: P256.Signing.PrivateKey

  /// Creates a new key.
  package init(created: Int64, entropy: Entropy) {
    self.init(id: Base64URL.encode(entropy.bytes(12)), created: created, privateKey: .init())
  }

  init(id: String, created: Int64, privateKey: P256.Signing.PrivateKey) {
    self.id = id
    self.created = created
    self.privateKey = privateKey
  }
}
