import FoundationEssentials
import SyncCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file of a local store and its companions, as names on disk.
struct StoreFile {
  let path: String

  /// Runs `body` while no other process opens the same store.
  ///
  /// Without this, a second process could set aside the fresh file that replaced a damaged one.
  func withLock<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
    let descriptor = open(path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .notAccessible(SystemFailure("open", path + ".lock")) }
    // Closing the descriptor gives up the lock, also when the process dies.
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw .notAccessible(SystemFailure("lock", path + ".lock")) }
    }
    return try body()
  }

  /// Creates the folder and, with access for its owner alone, the file: it will hold credentials.
  func create() throws(StoreError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .notAccessible(error)
    }
    // An existing file is not touched: closing any descriptor of it would drop the locks that
    // SQLite holds on it elsewhere in this process.
    let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      guard errno == EEXIST else { throw .notAccessible(SystemFailure("create", path)) }
      return
    }
    close(descriptor)
  }

  /// Renames the file and its journals to `….damaged-<time>` and returns the new path.
  func setAside(at moment: Timestamp) throws(StoreError) -> String {
    let base = "\(path).damaged-\(moment.milliseconds)"
    var target = base
    var number = 1
    while FileManager.default.fileExists(atPath: target) {
      number += 1
      target = "\(base)-\(number)"
    }
    for suffix in ["-wal", "-shm", ""] where FileManager.default.fileExists(atPath: path + suffix) {
      guard rename(path + suffix, target + suffix) == 0 else {
        throw .notAccessible(SystemFailure("rename", path + suffix))
      }
    }
    return target
  }

  private var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// A system call that failed.
struct SystemFailure: Error, CustomStringConvertible {
  let description: String

  /// Notes the reason the system gave last.
  init(_ call: String, _ path: String) {
    description = "cannot \(call) '\(path)': \(String(cString: strerror(errno)))"
  }
}
