import GRDB
import SyncCore

/// What the owners of pools decided about syncing, in the database.
enum PoolSyncRow {
  /// Returns the settings of an existing pool.
  static func fetch(_ pool: IdentityPoolID, _ database: Database) throws -> PoolSettings {
    let found = try database.first(
      """
      SELECT has_push, push_role, has_streams, stream_name, stream_role, stream_status,
        trigger_arn, bulk_status, bulk_started_ms, bulk_completed_ms, bulk_failure
      FROM pool_sync WHERE pool = ?
      """,
      .text(pool.rawValue), read: settings)
    guard var settings = found else {
      try PoolRow.require(pool, database)
      return PoolSettings()
    }
    settings.configuration.pushSync?.applicationARNs = try database.all(
      "SELECT arn FROM push_application WHERE pool = ? ORDER BY position", .text(pool.rawValue)
    ) { $0.text(0) }
    return settings
  }

  private static func settings(_ row: SQLRow) -> PoolSettings {
    let push = row.flag(0) ? PushSync(roleARN: row.optional(row.text, 1)) : nil
    let streams = CognitoStreams(
      streamName: row.optional(row.text, 3), roleARN: row.optional(row.text, 4),
      status: row.optional(row.text, 5).flatMap(CognitoStreams.Status.init))
    return PoolSettings(
      configuration: PoolSyncConfiguration(
        pushSync: push, streams: row.flag(2) ? streams : nil),
      trigger: row.optional(row.text, 6),
      bulkPublish: BulkPublishDetails(
        status: BulkPublishDetails.Status(rawValue: row.text(7)) ?? .notStarted,
        started: row.optional(row.time, 8), completed: row.optional(row.time, 9),
        failureMessage: row.optional(row.text, 10)))
  }

  /// Writes `settings` over what is stored.
  static func save(
    _ settings: PoolSettings, of pool: IdentityPoolID, _ database: Database
  ) throws {
    let push = settings.configuration.pushSync
    let streams = settings.configuration.streams
    let bulk = settings.bulkPublish
    try database.run(
      """
      INSERT INTO pool_sync (
        pool, has_push, push_role, has_streams, stream_name, stream_role, stream_status,
        trigger_arn, bulk_status, bulk_started_ms, bulk_completed_ms, bulk_failure)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
      ON CONFLICT (pool) DO UPDATE SET
        has_push = ?2, push_role = ?3, has_streams = ?4, stream_name = ?5, stream_role = ?6,
        stream_status = ?7, trigger_arn = ?8, bulk_status = ?9, bulk_started_ms = ?10,
        bulk_completed_ms = ?11, bulk_failure = ?12
      """,
      .text(pool.rawValue), .flag(push != nil), .text(push?.roleARN), .flag(streams != nil),
      .text(streams?.streamName), .text(streams?.roleARN), .text(streams?.status?.rawValue),
      .text(settings.trigger), .text(bulk.status.rawValue), .time(bulk.started),
      .time(bulk.completed), .text(bulk.failureMessage))
    try database.run("DELETE FROM push_application WHERE pool = ?", .text(pool.rawValue))
    for (position, arn) in (push?.applicationARNs ?? []).enumerated() {
      try database.run(
        "INSERT INTO push_application (pool, position, arn) VALUES (?, ?, ?)",
        .text(pool.rawValue), .integer(position), .text(arn))
    }
  }
}
