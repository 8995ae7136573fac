import GRDB
package import SyncCore

/// Requests to synchronise that outlive the process (cognito-sync.md 6.9).
extension LocalStore {
  private static let wishPrefix = "wantsSync/"

  /// Remembers that the dataset is to be synchronised when that becomes possible.
  package func wishSynchronization(of dataset: DatasetName) throws(StoreError) {
    try write { database in
      let key = Self.wishPrefix + dataset.rawValue
      let last = try meta(key, in: database).flatMap { Int64($0) } ?? 0
      try setMeta(key, to: String(last + 1), in: database)
    }
  }

  /// Returns the datasets to synchronise, each with a number that names the wish.
  package func wishes() throws(StoreError) -> [DatasetName: Int64] {
    try read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT substr(key, ?), value FROM meta WHERE key GLOB ?",
        arguments: [Self.wishPrefix.utf8.count + 1, Self.wishPrefix + "*"])
      return rows.reduce(into: [:]) { wishes, row in
        if let name = DatasetName(row[0]) { wishes[name] = Int64(row[1] as String) ?? 0 }
      }
    }
  }

  /// Forgets a wish that came true, unless a newer one has been made.
  package func fulfil(_ wish: Int64, for dataset: DatasetName) throws(StoreError) {
    try write { database in
      try database.execute(
        sql: "DELETE FROM meta WHERE key = ? AND value = ?",
        arguments: [Self.wishPrefix + dataset.rawValue, String(wish)])
    }
  }
}
