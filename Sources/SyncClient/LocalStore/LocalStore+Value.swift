import GRDB
package import SyncCore

/// The read that apps do all the time.
extension LocalStore {
  /// Returns the text of `key`; nothing for an unknown or removed one.
  ///
  /// One statement sees one state of the file without a transaction around it, which would take
  /// several times as long as the statement.
  package func value(
    of key: RecordKey, in dataset: DatasetName, of owner: Owner
  ) throws(StoreError) -> String? {
    let queue = try connection()
    let (query, fallback) = ownerQuery(owner)
    do {
      return try queue.unsafeRead { database in
        let statement = try database.cachedStatement(sql: Self.valueQuery)
        statement.setUncheckedArguments([query, fallback, dataset.rawValue, key.rawValue.bytes])
        return try StatementRow.first(of: statement) { $0.text(0) } ?? nil
      }
    } catch {
      throw StoreError(error)
    }
  }

  /// Returns under which key of `meta` the owner's name stands, and the name if it stands nowhere.
  func ownerQuery(_ owner: Owner) -> (key: String, otherwise: String) {
    switch owner {
    case .current: (identityKey, Self.unknownOwner)
    case .device: ("", Self.deviceOwner)
    case .identity(let identity): ("", identity.rawValue)
    }
  }

  // Texts pass as bytes, because GRDB ends a text at its first NUL.
  private static let valueQuery = """
    SELECT CAST(value AS BLOB) FROM record
    WHERE identity_id = coalesce((SELECT value FROM meta WHERE key = ?), ?)
      AND dataset = ? AND key = CAST(? AS TEXT)
    """
}
