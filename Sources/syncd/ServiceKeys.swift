import CommandProgram
import FoundationEssentials
import IdentityTokens
import ServerStorage
import SyncCore
import SyncServer

/// The service's own keys in its data directory.
struct ServiceKeys: Sendable {
  private static let name = "keys.json"

  let directory: DataDirectory

  /// Returns the keys, made if there are none yet.
  func load(_ surroundings: Surroundings) throws -> ServiceSecrets {
    let fresh = ServiceSecrets(
      created: surroundings.now().milliseconds, entropy: surroundings.entropy)
    let encoded = try fresh.encoded()
    let bytes: [UInt8]
    do throws(StorageFailure) {
      bytes = try directory.secret(named: Self.name, orMake: { encoded })
    } catch { throw Failure(storage: error, at: directory.path) }
    do {
      return try ServiceSecrets(decoding: bytes)
    } catch {
      throw Failure(
        message: "The key file '\(directory.path)/secrets/\(Self.name)' is damaged.",
        hint: "Restore it from a backup. Without it, everybody has to sign in again: then move "
          + "it away to have new keys made.")
    }
  }

  /// Stores changed keys.
  func keep(_ secrets: ServiceSecrets) throws {
    try directory.replaceSecret(named: Self.name, with: try secrets.encoded())
  }

  /// Returns the size of a file in bytes, or nothing when it is not there.
  static func size(ofFile path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
  }
}
