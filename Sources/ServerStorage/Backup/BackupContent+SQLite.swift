import GRDB

extension BackupContent {
  /// Counts what is in the database of a copy whose files have so many bytes.
  init(_ database: Database, bytes: Int) throws {
    func count(_ sql: String) throws -> Int {
      try database.first(sql) { $0.count(0) } ?? 0
    }
    self.init(
      bytes: bytes, pools: try count("SELECT count(*) FROM pool"),
      identities: try count("SELECT count(*) FROM identity"),
      datasets: try count("SELECT count(*) FROM dataset WHERE live"),
      records: try count("SELECT count(*) FROM record WHERE value IS NOT NULL"),
      accounts: try count("SELECT count(*) FROM account"))
  }
}
