import CommandProgram
import FoundationEssentials
import IdentityTokens
import SyncServer

/// The owner's credentials, made once and kept in the data directory (product.md 2.1).
struct AdminFile {
  private struct Content: Codable {
    var accessKeyId: String
    var secretAccessKey: String
  }

  let path: String

  /// Returns the credentials in the file, which is made if it is not there.
  func credentials(entropy: Entropy) throws -> DeveloperCredentials {
    let url = URL(fileURLWithPath: path)
    if FileManager.default.fileExists(atPath: path) {
      guard let data = try? Data(contentsOf: url),
        let content = try? JSONDecoder().decode(Content.self, from: data)
      else {
        throw Failure(
          message: "'\(path)' cannot be read.",
          hint: "It holds the owner's credentials. Remove it to have new ones made.")
      }
      return DeveloperCredentials(
        accessKeyID: content.accessKeyId, secretAccessKey: content.secretAccessKey)
    }
    let content = Content(
      accessKeyId: "AKIA" + Self.letters(entropy.bytes(16)),
      secretAccessKey: Base64URL.encode(entropy.bytes(30)))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    do {
      try (encoder.encode(content) + Data("\n".utf8)).write(to: url, options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    } catch {
      throw Failure(
        message: "'\(path)' cannot be written.",
        hint: "Check that the disk has space and that the directory belongs to this user.")
    }
    return DeveloperCredentials(
      accessKeyID: content.accessKeyId, secretAccessKey: content.secretAccessKey)
  }

  private static func letters(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    return String(decoding: bytes.map { alphabet[Int($0 & 31)] }, as: UTF8.self)
  }
}
