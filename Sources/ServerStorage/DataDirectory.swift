import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The directory of one service, held by one process until this value is released or gone.
package final class DataDirectory: Sendable {
  /// Where it is.
  package let path: String

  private let lock: Mutex<FileDescriptor?>

  /// Makes the directory, for its user alone, where it is missing, and takes hold of it.
  ///
  /// Fails with `.alreadyRunning` when another process has it.
  package init(_ path: String) throws(StorageFailure) {
    self.path = path
    try Self.create(path)
    let file = try FileDescriptor.open("\(path)/lock", orCreate: true)
    guard try file.lock() else {
      throw StorageFailure(kind: .alreadyRunning, detail: "\(path)/lock is locked.")
    }
    lock = Mutex(file)
  }

  /// Lets the next process have the directory.
  package func release() { lock.withLock { $0 = nil } }

  /// The database file.
  package var databasePath: String { "\(path)/holds.sqlite" }

  /// Returns the secret of this name; where there is none, `make` makes it first.
  ///
  /// Secrets are files that only their user can read.
  package func secret(
    named name: String, orMake make: () throws(StorageFailure) -> [UInt8]
  ) throws(StorageFailure) -> [UInt8] {
    let file = secretPath(name)
    if access(file, F_OK) == 0 {
      let descriptor = try FileDescriptor.open(file)
      try descriptor.makePrivate()
      return try descriptor.content()
    }
    let secret = try make()
    try replaceSecret(named: name, with: secret)
    return secret
  }

  /// Writes a secret so that, whatever happens meanwhile, the old or the new one is there.
  package func replaceSecret(named name: String, with secret: [UInt8]) throws(StorageFailure) {
    try Self.create("\(path)/secrets")
    let file = secretPath(name)
    let draft = try FileDescriptor.open("\(file).new", orCreate: true, truncating: true)
    try draft.makePrivate()
    try draft.write(secret)
    guard rename("\(file).new", file) == 0 else {
      throw StorageFailure(errno: errno, doing: "replace", path: file)
    }
    try FileDescriptor.openDirectory("\(path)/secrets").synchronize()
  }

  private func secretPath(_ name: String) -> String { "\(path)/secrets/\(name)" }

  /// Makes a directory with all its parents.
  static func create(_ path: String) throws(StorageFailure) {
    guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    guard errno == ENOENT, !parent.joined(separator: "/").isEmpty else {
      throw StorageFailure(errno: errno, doing: "make", path: path)
    }
    try create(parent.joined(separator: "/"))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw StorageFailure(errno: errno, doing: "make", path: path)
    }
  }
}
