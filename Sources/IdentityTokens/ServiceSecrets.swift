package import Crypto
import FoundationEssentials

/// Every key of one service, kept in one file that only its owner may read.
package struct ServiceSecrets: Sendable {
  /// Seals the session tokens of temporary credentials.
  package var sealingKey: SymmetricKey
  /// Authenticates sync session tokens.
  package var sessionKey: SymmetricKey
  /// Sign ID tokens.
  package var signingKeys: SigningKeyRing
  /// Sign the identity service's OpenID tokens.
  package var openIDKeys = OpenIDKeyRing()

  /// Creates fresh secrets.
  package init(created: Int64, entropy: Entropy) {
    sealingKey = SymmetricKey(data: entropy.bytes(32))
    sessionKey = SymmetricKey(data: entropy.bytes(32))
    signingKeys = SigningKeyRing(created: created, entropy: entropy)
  }

  /// Reads what `encoded` wrote; throws `TokenError.malformed` for anything else.
  package init(decoding bytes: [UInt8]) throws(TokenError) {
    guard let file = try? JSONDecoder().decode(File.self, from: Data(bytes)), file.version == 1,
      let sealing = Base64URL.decode(file.sealingKey), sealing.count == 32,
      let session = Base64URL.decode(file.sessionKey), session.count == 32
    else { throw .malformed }
    let keys = try file.signingKeys.map { (key) throws(TokenError) in try key.signingKey }
    guard let ring = SigningKeyRing(newestFirst: keys) else { throw .malformed }
    openIDKeys = OpenIDKeyRing(
      newestFirst: try (file.openIDKeys ?? []).map { (key) throws(TokenError) in
        try key.openIDKey
      })
    sealingKey = SymmetricKey(data: sealing)
    sessionKey = SymmetricKey(data: session)
    signingKeys = ring
  }

  /// The secrets as the bytes of a JSON file.
  package func encoded() throws -> [UInt8] {
    let file = File(
      version: 1, sealingKey: Self.text(sealingKey), sessionKey: Self.text(sessionKey),
      signingKeys: signingKeys.all.map(File.Key.init),
      openIDKeys: openIDKeys.keys.isEmpty ? nil : openIDKeys.keys.map(File.Key.init))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return Array(try encoder.encode(file)) + [UInt8(ascii: "\n")]
  }

  private static func text(_ key: SymmetricKey) -> String {
    key.withUnsafeBytes { Base64URL.encode($0) }
  }
}

extension ServiceSecrets {
  private struct File: Codable {
    var version: Int
    var sealingKey: String
    var sessionKey: String
    var signingKeys: [Key]
    /// Absent until the first one is needed.
    var openIDKeys: [Key]?

    struct Key: Codable {
      var id: String
      var created: Int64
      var privateKey: String

      init(_ key: SigningKey) {
        id = key.id
        created = key.created
        privateKey = Base64URL.encode(key.privateKey.rawRepresentation)
      }

      init(_ key: OpenIDKey) {
        id = key.id
        created = key.created
        privateKey = Base64URL.encode(key.encoded)
      }

      var openIDKey: OpenIDKey {
        get throws(TokenError) {
          guard let bytes = Base64URL.decode(privateKey),
            let key = OpenIDKey(id: id, created: created, encoded: bytes)
          else { throw .malformed }
          return key
        }
      }

      var signingKey: SigningKey {
        get throws(TokenError) {
          guard let raw = Base64URL.decode(privateKey),
            let key = try? P256.Signing.PrivateKey(rawRepresentation: raw)
          else { throw .malformed }
          return SigningKey(id: id, created: created, privateKey: key)
        }
      }
    }
  }
}
