import GRDB

/// A look through a backup: whether a service started on it would find everything in order.
package struct BackupInspection: Sendable {
  /// What was found.
  package struct Report: Hashable, Sendable {
    /// How much the backup holds; nothing when it cannot be counted.
    package var content: BackupContent?
    /// What is wrong, a sentence each; none when all is well.
    package var findings: [String]
  }

  private let files: DataFiles

  /// The most findings of one kind that are reported.
  private static let mostOfAKind = 20

  /// Describes a look at the backup in the directory `path`.
  package init(of path: String) { files = DataFiles(path: path) }

  /// Looks through the backup without changing it.
  ///
  /// Fails only when there is nothing that could be looked at.
  package func report() throws(StorageFailure) -> Report {
    guard files.hasDatabase else {
      throw StorageFailure(
        kind: .cannotOpen, message: "'\(files.path)' is no backup of this service.",
        detail: "There is no file '\(files.databasePath)'.")
    }
    var report = try databaseReport()
    report.findings += try keyFindings(bytes: &report.content)
    return report
  }

  private func databaseReport() throws(StorageFailure) -> Report {
    do {
      let database = try SQLiteFile(path: files.databasePath, options: SQLiteOptions())
        .openReader()
      defer { try? database.close() }
      return try database.read(Self.report)
    } catch {
      let failure = StorageFailure(error)
      guard failure.kind == .corrupt else { throw failure }
      return Report(findings: ["The database is damaged: \(failure.detail)."])
    }
  }

  private static func report(_ database: Database) throws -> Report {
    guard try Int32.fetchOne(database, sql: "PRAGMA application_id") == Schema.applicationID else {
      return Report(findings: ["The database has another application's mark."])
    }
    guard try !Schema.migrator.hasBeenSuperseded(database) else {
      return Report(findings: ["The database was written by a newer version of this program."])
    }
    let damage = try String.fetchAll(
      database, sql: "PRAGMA integrity_check(\(mostOfAKind))")
    guard damage == ["ok"] else {
      return Report(findings: damage.map { "The database is damaged: \($0)." })
    }
    let migrations = try Schema.migrator.appliedIdentifiers(database)
    guard migrations.contains("001-service") else {
      return Report(findings: ["The database has no tables yet."])
    }
    let invariants = BackupInvariant.all.filter { migrations.contains($0.migration) }
    return Report(
      content: try BackupContent(database, bytes: 0),
      findings: try missingRows(database)
        + invariants.flatMap { try $0.findings(database, most: mostOfAKind) })
  }

  /// Rows that mean another one which is not there.
  private static func missingRows(_ database: Database) throws -> [String] {
    try database.all("PRAGMA foreign_key_check") { row in
      "A row of '\(row.text(0))' belongs to none of '\(row.text(2))'."
    }.prefix(mostOfAKind).map(\.self)
  }

  private func keyFindings(bytes content: inout BackupContent?) throws(StorageFailure) -> [String] {
    var findings: [String] = []
    let keys = try files.keyFiles()
    for file in keys {
      let size = try FileDescriptor.open("\(files.path)/\(file)").size()
      content?.bytes += size
      if size == 0 { findings.append("The key file '\(file)' is empty.") }
    }
    content?.bytes += try FileDescriptor.open(files.databasePath).size()
    if !keys.contains(where: { $0.hasPrefix("secrets/") }) {
      findings.append(
        "The service's keys are missing: everybody would have to sign in again.")
    }
    return findings
  }
}
