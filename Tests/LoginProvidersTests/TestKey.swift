import Crypto
import CryptoExtras

/// A key pair made for a test, with its public half as a JSON Web Key.
struct TestKey: Sendable {
  var id: String
  var algorithm: String
  var jwk: String
  var sign: @Sendable (_ content: [UInt8]) throws -> [UInt8]

  /// The same key under another name, in what its owner publishes.
  func published(id: String? = nil, algorithm: String? = nil, _ more: String = "") -> String {
    let algorithm = algorithm.map { #","alg":"\#($0)""# } ?? ""
    return #"{"kid":"\#(id ?? self.id)","use":"sig"\#(algorithm),\#(jwk)\#(more)}"#
  }

  static func p256(_ id: String = "k1") -> TestKey {
    let key = P256.Signing.PrivateKey()
    return TestKey(
      id: id, algorithm: "ES256", jwk: curve("P-256", Array(key.publicKey.rawRepresentation))
    ) { Array(try key.signature(for: $0).rawRepresentation) }
  }

  static func p384(_ id: String = "k1") -> TestKey {
    let key = P384.Signing.PrivateKey()
    return TestKey(
      id: id, algorithm: "ES384", jwk: curve("P-384", Array(key.publicKey.rawRepresentation))
    ) { Array(try key.signature(for: $0).rawRepresentation) }
  }

  static func p521(_ id: String = "k1") -> TestKey {
    let key = P521.Signing.PrivateKey()
    return TestKey(
      id: id, algorithm: "ES512", jwk: curve("P-521", Array(key.publicKey.rawRepresentation))
    ) { Array(try key.signature(for: $0).rawRepresentation) }
  }

  private static func curve(_ name: String, _ point: [UInt8]) -> String {
    let (x, y) = (point.prefix(point.count / 2), point.suffix(point.count / 2))
    return #""kty":"EC","crv":"\#(name)","x":"\#(base64URL(x))","y":"\#(base64URL(y))""#
  }

  static func rsa(_ algorithm: String, id: String = "k1") throws -> TestKey {
    let key = try rsaKey.get()
    let numbers = try key.publicKey.getKeyPrimitives()
    let (n, e) = (base64URL(numbers.modulus), base64URL(numbers.publicExponent))
    let jwk = #""kty":"RSA","n":"\#(n)","e":"\#(e)""#
    let padding: _RSA.Signing.Padding = algorithm.hasPrefix("PS") ? .PSS : .insecurePKCS1v1_5
    return TestKey(id: id, algorithm: algorithm, jwk: jwk) { content in
      let signature =
        switch algorithm.suffix(3) {
        case "384": try key.signature(for: SHA384.hash(data: content), padding: padding)
        case "512": try key.signature(for: SHA512.hash(data: content), padding: padding)
        default: try key.signature(for: SHA256.hash(data: content), padding: padding)
        }
      return Array(signature.rawRepresentation)
    }
  }

  /// Making an RSA key takes long; one serves all tests.
  private static let rsaKey = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

  static func of(_ algorithm: String, id: String = "k1") throws -> TestKey {
    switch algorithm {
    case "ES256": p256(id)
    case "ES384": p384(id)
    case "ES512": p521(id)
    default: try rsa(algorithm, id: id)
    }
  }
}

/// Returns bytes in base 64 for URLs.
func base64URL(_ bytes: some Sequence<UInt8>) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
  var text = ""
  var (pending, bits) = (UInt32(0), UInt32(0))
  for byte in bytes {
    pending = pending << 8 | UInt32(byte)
    bits += 8
    while bits >= 6 {
      bits -= 6
      text.append(alphabet[Int(pending >> bits & 63)])
    }
  }
  if bits > 0 { text.append(alphabet[Int(pending << (6 - bits) & 63)]) }
  return text
}
