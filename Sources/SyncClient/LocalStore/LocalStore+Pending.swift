import GRDB
package import SyncCore

/// What awaits its upload, and how attempts to upload it ended.
extension LocalStore {
  /// Returns what one dataset of `owner` has yet to upload, or what all of them have.
  package func pendingChanges(
    in dataset: DatasetName? = nil, of owner: Owner
  ) throws(StoreError) -> PendingChanges {
    try read { try pendingChanges(in: dataset, of: try name(of: owner, in: $0), $0) }
  }

  /// Notes that an attempt to synchronise ended, and how.
  package func noteAttempt(
    on dataset: DatasetName, of owner: Owner, failure: PendingChanges.Failure?,
    at moment: Timestamp
  ) throws(StoreError) {
    try write { database in
      let row = try row(dataset, of: owner, in: database)
      try database.cachedStatement(
        sql: """
          UPDATE dataset SET last_attempt_at = ?1, last_error_code = ?2, last_error_message = ?3,
            last_sync_at = CASE WHEN ?2 IS NULL THEN ?1 ELSE last_sync_at END
          WHERE identity_id = ?4 AND name = ?5
          """
      ).execute(arguments: [
        moment.milliseconds, failure?.code.rawValue, failure?.message, row.owner,
        row.name.rawValue,
      ])
    }
  }

  func pendingChanges(
    in dataset: DatasetName?, of owner: String, _ database: Database
  ) throws -> PendingChanges {
    // What belongs to the device itself awaits nothing.
    guard owner != Self.deviceOwner else { return PendingChanges() }
    let edits = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT COUNT(*), MIN(device_modified_at) FROM record
          WHERE identity_id = ?1 AND (?2 IS NULL OR dataset = ?2) AND dirty > 0
          """), arguments: [owner, dataset?.rawValue])
    let attempts = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT last_sync_count, last_attempt_at, last_error_code, last_error_message
          FROM dataset WHERE identity_id = ?1 AND (?2 IS NULL OR name = ?2)
          ORDER BY last_attempt_at, name
          """), arguments: [owner, dataset?.rawValue])
    var pending = PendingChanges(
      count: edits?[0] ?? 0,
      oldest: (edits?[1] as Int64?).map(Timestamp.init(milliseconds:)))
    for row in attempts {
      if row[0] as Int64 == DatasetReplica.deletePending { pending.deletedDatasets += 1 }
      if let moment = row[1] as Int64? { pending.lastAttempt = Timestamp(milliseconds: moment) }
      // Datasets come in the order of their attempts, so the newest failure stays.
      guard let code = row[2] as String? else { continue }
      pending.lastError = PendingChanges.Failure(
        code: SyncError.Code(rawValue: code), message: row[3] ?? "")
    }
    return pending
  }
}
