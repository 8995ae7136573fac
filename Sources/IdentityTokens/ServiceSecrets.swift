import Crypto
import FoundationEssentials

/// Every key of one service, kept in one file that only its owner may read.
package struct ServiceSecrets: Sendable {
  /// Seal the session tokens of temporary credentials.
  package var sealingKeys: SymmetricKeyRing
  /// Authenticate sync session tokens.
  package var sessionKeys: SymmetricKeyRing
  /// Sign ID tokens.
  package var signingKeys: SigningKeyRing
  /// Sign the identity service's OpenID tokens.
  package var openIDKeys = OpenIDKeyRing()

  /// Creates fresh secrets.
  package init(created: Int64, entropy: Entropy) {
    sealingKeys = SymmetricKeyRing(created: created, entropy: entropy)
    sessionKeys = SymmetricKeyRing(created: created, entropy: entropy)
    signingKeys = SigningKeyRing(created: created, entropy: entropy)
  }

  /// Reads what `encoded` wrote, now or before symmetric keys were rotated; throws
  /// `TokenError.malformed` for anything else.
  package init(decoding bytes: [UInt8]) throws(TokenError) {
    guard let file = try? JSONDecoder().decode(File.self, from: Data(bytes)),
      let sealing = file.ring(file.sealingKeys, unnamed: file.sealingKey),
      let session = file.ring(file.sessionKeys, unnamed: file.sessionKey)
    else { throw .malformed }
    let keys = try file.signingKeys.map { (key) throws(TokenError) in try key.signingKey }
    guard let ring = SigningKeyRing(newestFirst: keys) else { throw .malformed }
    openIDKeys = OpenIDKeyRing(
      newestFirst: try (file.openIDKeys ?? []).map { (key) throws(TokenError) in
        try key.openIDKey
      })
    sealingKeys = sealing
    sessionKeys = session
    signingKeys = ring
  }

  /// The secrets as the bytes of a JSON file.
  package func encoded() throws -> [UInt8] {
    let file = File(
      version: File.version, sealingKeys: sealingKeys.all.map(File.SymmetricKey.init),
      sessionKeys: sessionKeys.all.map(File.SymmetricKey.init),
      signingKeys: signingKeys.all.map(File.Key.init),
      openIDKeys: openIDKeys.keys.isEmpty ? nil : openIDKeys.keys.map(File.Key.init))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return Array(try encoder.encode(file)) + [UInt8(ascii: "\n")]
  }
}

extension ServiceSecrets {
  private struct File: Codable {
    static let version = 2

    var version: Int
    /// Only in version 1, which had one key of each kind.
    var sealingKey: String?
    /// Only in version 1.
    var sessionKey: String?
    var sealingKeys: [SymmetricKey]?
    var sessionKeys: [SymmetricKey]?
    var signingKeys: [Key]
    /// Absent until the first one is needed.
    var openIDKeys: [Key]?

    /// Returns the keys of one kind, as the file's version has them.
    func ring(_ keys: [SymmetricKey]?, unnamed key: String?) -> SymmetricKeyRing? {
      switch version {
      case 1: key.flatMap { Base64URL.decode($0) }.flatMap { SymmetricKeyRing(unnamed: $0) }
      case Self.version: SymmetricKeyRing(newestFirst: (keys ?? []).map(\.key))
      default: nil
      }
    }

    struct SymmetricKey: Codable {
      var id: UInt32
      var created: Int64
      var secret: String

      init(_ key: SymmetricKeyRing.Key) {
        id = key.id
        created = key.created
        secret = Base64URL.encode(key.bytes)
      }

      /// The key; what is no key has no bytes, and no ring takes it.
      var key: SymmetricKeyRing.Key {
        SymmetricKeyRing.Key(id: id, created: created, bytes: Base64URL.decode(secret) ?? [])
      }
    }

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
