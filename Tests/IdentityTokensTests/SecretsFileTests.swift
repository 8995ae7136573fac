import Foundation
import IdentityTokens
import Testing

/// The file of secrets, as it is and as it was.
@Suite struct SecretsFileTests {
  private func object(_ secrets: ServiceSecrets) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(secrets.encoded()))
    return try #require(json as? [String: Any])
  }

  private func read(_ object: [String: Any]) throws -> ServiceSecrets {
    try ServiceSecrets(decoding: Array(JSONSerialization.data(withJSONObject: object)))
  }

  @Test func `rotated keys survive their file`() throws {
    var secrets = ServiceSecrets(created: 5, entropy: .counting())
    secrets.sealingKeys = SymmetricKeyRing.rotated.ring
    let read = try ServiceSecrets(decoding: secrets.encoded())
    #expect(read.sealingKeys == secrets.sealingKeys)
    #expect(read.sealingKeys.all.count == 2)
    #expect(read.sessionKeys == secrets.sessionKeys)
  }

  @Test func `a file with one key of each kind is read, and written in the newer form`() throws {
    var file = try object(ServiceSecrets(created: 5, entropy: .counting()))
    let bytes = [UInt8](repeating: 7, count: 32)
    file["version"] = 1
    file["sealingKeys"] = nil
    file["sessionKeys"] = nil
    file["sealingKey"] = Base64URL.encode(bytes)
    file["sessionKey"] = Base64URL.encode(bytes.map { $0 + 1 })
    let secrets = try read(file)
    #expect(secrets.sealingKeys == SymmetricKeyRing(unnamed: bytes))
    #expect(secrets.sessionKeys == SymmetricKeyRing(unnamed: bytes.map { $0 + 1 }))
    #expect(try ServiceSecrets(decoding: secrets.encoded()).sealingKeys == secrets.sealingKeys)
  }

  /// What may be wrong with the keys of one kind.
  enum Damage: CaseIterable {
    case absent, empty, short, garbled, twice, backwards, unknownVersion, sealingOfVersionOne

    func strike(_ file: inout [String: Any], _ keys: [[String: Any]]) {
      var first = keys[0]
      switch self {
      case .absent: file["sealingKeys"] = nil
      case .empty: file["sealingKeys"] = [[String: Any]]()
      case .short: first["secret"] = "AAAA"
      case .garbled: first["secret"] = "%%%"
      case .twice: file["sealingKeys"] = [first, first]
      case .backwards: file["sealingKeys"] = [keys[1], keys[0]]
      case .unknownVersion: file["version"] = 3
      case .sealingOfVersionOne: file["version"] = 1
      }
      if self == .short || self == .garbled { file["sealingKeys"] = [first, keys[1]] }
    }
  }

  @Test(arguments: Damage.allCases) func `damaged keys are refused`(damage: Damage) throws {
    var secrets = ServiceSecrets(created: 5, entropy: .counting())
    secrets.sealingKeys = SymmetricKeyRing.rotated.ring
    var file = try object(secrets)
    _ = try read(file)
    damage.strike(&file, try #require(file["sealingKeys"] as? [[String: Any]]))
    #expect(throws: TokenError.malformed) { try read(file) }
  }
}
