import CognitoWire
import Foundation

/// Who is signed in on this device, kept over restarts.
struct SignIn: Hashable, Sendable {
  /// The account's name.
  var name: String
  /// What the next tokens are had for.
  var refreshToken: String
}

/// What this device remembers about its service: `account.json`, readable by the user alone.
struct SignInFile: Sendable {
  private let file: URL

  init(directory: URL) { file = directory.appending(path: "account.json") }

  /// Returns who is signed in, or nothing; an unreadable file counts as nobody.
  func load() -> SignIn? {
    guard let bytes = try? Data(contentsOf: file), let json = try? JSONReader.read(Array(bytes)),
      case .string(let name) = json["name"], case .string(let token) = json["refreshToken"]
    else { return nil }
    return SignIn(name: name, refreshToken: token)
  }

  /// Remembers `signIn`, or forgets the last one if it is nothing.
  ///
  /// The file is replaced as a whole, so that a crash leaves the old or the new one.
  func save(_ signIn: SignIn?) throws {
    guard let signIn else {
      if FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) {
        try FileManager.default.removeItem(at: file)
      }
      return
    }
    let json = JSONValue.object([
      JSONMember("name", .string(signIn.name)),
      JSONMember("refreshToken", .string(signIn.refreshToken)),
    ])
    let draft = file.appendingPathExtension("new")
    let path = draft.path(percentEncoded: false)
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(JSONWriter.write(json)),
        attributes: [.posixPermissions: 0o600]),
      rename(path, file.path(percentEncoded: false)) == 0
    else {
      throw HoldsError(
        "The sign-in cannot be remembered in '\(file.path(percentEncoded: false))'.",
        hint: "Is the disk full?")
    }
  }

  /// Waits until no other terminal of this device is renewing the sign-in.
  func lock() async throws -> FileLock {
    let path = file.appendingPathExtension("lock").path(percentEncoded: false)
    for _ in 0..<300 {
      if let lock = FileLock(path: path) { return lock }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw HoldsError("The file '\(path)' stays locked by another terminal of this device.")
  }
}

/// The right to do something that one process alone may do; given up at the end of the process.
struct FileLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock, or returns nothing while another process has it.
  init?(path: String) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
  }

  /// Gives the lock up.
  func release() {
    // A program that is being started holds a copy of the descriptor for an instant.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
