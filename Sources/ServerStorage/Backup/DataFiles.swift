#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The files of a data directory that a copy of it has to have.
///
/// The lock belongs to the process that works there, and the write-ahead log to the database.
struct DataFiles {
  /// The directory.
  let path: String

  var databasePath: String { "\(path)/holds.sqlite" }
  var secretsPath: String { "\(path)/secrets" }

  /// The owner's credentials, which are not there when the environment gives them.
  private static let owner = "admin.json"

  /// Whether the directory has a database.
  var hasDatabase: Bool { access(databasePath, F_OK) == 0 }

  /// Returns the files beside the database, by their paths in the directory.
  func keyFiles() throws(StorageFailure) -> [String] {
    let owner = access("\(path)/\(Self.owner)", F_OK) == 0 ? [Self.owner] : []
    return owner + (try secrets().map { "secrets/\($0)" })
  }

  /// Returns the names of the service's keys; a draft that was never finished is none.
  private func secrets() throws(StorageFailure) -> [String] {
    guard let directory = opendir(secretsPath) else {
      guard errno == ENOENT else {
        throw StorageFailure(errno: errno, doing: "read", path: secretsPath)
      }
      return []
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(
          to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)
        ) { String(cString: $0) }
      }
      if !name.hasPrefix("."), !name.hasSuffix(".new") { names.append(name) }
    }
    return names.sorted()
  }
}
