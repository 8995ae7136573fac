import GRDB

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A copy of a data directory, made while a service may be working on it.
///
/// The copy of the database is one moment of it: everything acknowledged before the copying began,
/// and nothing by halves. A service started on a copy of the copy goes on from there.
package struct Backup: Sendable {
  private let source: DataFiles
  private let target: String

  /// Describes the copy of the data directory `source` at the path `target`.
  package init(of source: String, to target: String) {
    self.source = DataFiles(path: source)
    self.target = Self.withoutFinalSlash(target)
  }

  /// Makes the copy, for its user alone, and returns what it holds.
  ///
  /// Nothing is ever overwritten, and `target` is there only once all of it is on the disk.
  package func make() throws(StorageFailure) -> BackupContent {
    guard source.hasDatabase else {
      throw StorageFailure(
        kind: .cannotOpen, message: "'\(source.path)' is no data directory of this service.",
        detail: "There is no file '\(source.databasePath)'.")
    }
    try requireAbsence()
    let draft = BackupDraft(path: "\(target).unfinished-\(getpid())")
    try draft.begin()
    do throws(StorageFailure) {
      let content = try fill(draft)
      try requireAbsence()
      try draft.publish(as: target)
      return content
    } catch {
      draft.remove()
      throw error
    }
  }

  private func fill(_ draft: BackupDraft) throws(StorageFailure) -> BackupContent {
    var bytes = try copyDatabase(to: draft)
    for file in try source.keyFiles() {
      let content = try FileDescriptor.open("\(source.path)/\(file)").content()
      try draft.write(content, to: file)
      bytes += content.count
    }
    try draft.synchronize()
    return try content(of: draft, bytes: bytes)
  }

  /// Copies the database in one read transaction, which holds up no writer, and returns its size.
  ///
  /// Unlike a copy of its pages, this leaves out whatever was deleted.
  private func copyDatabase(to draft: BackupDraft) throws(StorageFailure) -> Int {
    let file = try draft.makeDatabaseFile()
    do {
      let database = try SQLiteFile(path: source.databasePath, options: SQLiteOptions())
        .openReader()
      defer { try? database.close() }
      try database.inDatabase { database in
        let id = try Int32.fetchOne(database, sql: "PRAGMA application_id")
        guard id == Schema.applicationID else { throw StorageFailure(kind: .corrupt) }
        try database.execute(sql: "VACUUM INTO ?", arguments: [draft.files.databasePath])
      }
    } catch let failure as StorageFailure {
      throw failure
    } catch {
      let failure = StorageFailure(error)
      throw failure.kind == .diskFull ? failure.aboutBackup : failure
    }
    try file.synchronize()
    return try file.size()
  }

  private func content(
    of draft: BackupDraft, bytes: Int
  ) throws(StorageFailure) -> BackupContent {
    do {
      let database = try SQLiteFile(path: draft.files.databasePath, options: SQLiteOptions())
        .openReader()
      defer { try? database.close() }
      return try database.read { try BackupContent($0, bytes: bytes) }
    } catch { throw StorageFailure(error) }
  }

  private func requireAbsence() throws(StorageFailure) {
    var status = stat()
    guard lstat(target, &status) != 0 else {
      throw StorageFailure(
        kind: .cannotOpen, message: "'\(target)' exists already, and nothing is overwritten.",
        detail: "Choose another place for the backup.")
    }
  }

  private static func withoutFinalSlash(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
