import Crypto
import CryptoExtras
import FoundationEssentials

/// An RSA key of 2,048 bits that signs the identity service's OpenID tokens (RS512).
package struct OpenIDKey: Sendable {
  /// The id under which the public half is published.
  package let id: String
  /// When it was made, in milliseconds since the epoch.
  package let created: Int64

  private let privateKey: _RSA.Signing.PrivateKey

  /// Creates a new key, called after the region and some digits (cognito-sync.md 3.7).
  package init(region: String, created: Int64, entropy: Entropy) throws(TokenError) {
    var entropy = entropy
    guard let key = try? _RSA.Signing.PrivateKey(keySize: .bits2048) else { throw .malformed }
    id = region + String(UInt64.random(in: 1_000_000_000...9_999_999_999, using: &entropy))
    self.created = created
    privateKey = key
  }

  /// Creates a key from the bytes of `encoded`, or nothing when they are not such.
  init?(id: String, created: Int64, encoded: [UInt8]) {
    guard let key = try? _RSA.Signing.PrivateKey(derRepresentation: encoded) else { return nil }
    self.id = id
    self.created = created
    privateKey = key
  }

  /// The private key in DER.
  var encoded: [UInt8] { Array(privateKey.derRepresentation) }

  /// Returns the signature of `content` under RS512 (RFC 7518, section 3.3).
  func signature(of content: [UInt8]) throws(TokenError) -> [UInt8] {
    let digest = SHA512.hash(data: content)
    guard
      let signature = try? privateKey.signature(for: digest, padding: .insecurePKCS1v1_5)
    else { throw .malformed }
    return Array(signature.rawRepresentation)
  }

  /// The public half as a JSON Web Key (RFC 7517), or nothing when it cannot be told.
  var publicJSON: String? {
    guard let numbers = try? privateKey.publicKey.getKeyPrimitives() else { return nil }
    let modulus = Base64URL.encode(numbers.modulus)
    let exponent = Base64URL.encode(numbers.publicExponent)
    return
      #"{"alg":"RS512","e":"\#(exponent)","kid":"\#(id)","kty":"RSA","n":"\#(modulus)","use":"sig"}"#
  }
}
