import CommandProgram
import FoundationEssentials
import RequestSigning

/// The file in which a service keeps its owner's credentials (product.md 2.1).
struct OwnerFile {
  private struct Content: Decodable {
    var accessKeyId: String
    var secretAccessKey: String
  }

  let path: String

  /// Returns the credentials, or nothing when there is no such file.
  func credentials() throws(Failure) -> SigningCredentials? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(
        message: "'\(path)' cannot be read.",
        hint: "Only the user that runs the service may read it. Ask as that user.")
    }
    guard let content = try? JSONDecoder().decode(Content.self, from: data) else {
      throw Failure(
        message: "'\(path)' does not hold the owner's credentials.",
        hint: "It has the members accessKeyId and secretAccessKey. Restore it from a backup.")
    }
    return SigningCredentials(
      accessKeyID: content.accessKeyId, secretAccessKey: content.secretAccessKey)
  }
}
