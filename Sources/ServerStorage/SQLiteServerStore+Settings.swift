package import SyncCore

extension SQLiteServerStore {
  /// Returns the settings of a pool.
  package func settings(of pool: IdentityPoolID) async throws(StoreError) -> PoolSettings {
    try await read { database in try PoolSyncRow.fetch(pool, database) }
  }

  /// Changes push and streams; a stream that is not enabled loses its queue.
  package func configure(
    _ pool: IdentityPoolID, pushSync: PushSync?, streams: CognitoStreams?
  ) async throws(StoreError) -> PoolSettings {
    try await change(pool) { settings in
      settings.configure(pushSync: pushSync, streams: streams)
    }
  }

  /// Sets the function that sees each commit first, or removes it.
  package func setTrigger(
    _ arn: String?, of pool: IdentityPoolID
  ) async throws(StoreError) -> PoolSettings {
    try await change(pool) { settings in settings.trigger = arn }
  }

  /// Notes that a bulk publish begins.
  package func beginBulkPublish(
    of pool: IdentityPoolID, at now: Timestamp
  ) async throws(StoreError) -> PoolSettings {
    try await change(pool) { settings in
      do throws(StreamError) {
        try settings.beginBulkPublish(at: now)
      } catch {
        throw StoreError.stream(error)
      }
    }
  }

  /// Notes how a bulk publish ended.
  package func endBulkPublish(
    of pool: IdentityPoolID, as details: BulkPublishDetails
  ) async throws(StoreError) -> PoolSettings {
    try await change(pool) { settings in settings.bulkPublish = details }
  }

  /// Returns the pools whose bulk publish had not ended.
  package func unfinishedBulkPublishes() async throws(StoreError) -> [IdentityPoolID] {
    try await read { database in
      try database.all(
        "SELECT pool FROM pool_sync WHERE bulk_status = ? ORDER BY pool",
        .text(BulkPublishDetails.Status.inProgress.rawValue)
      ) { IdentityPoolID($0.text(0)) }.compactMap(\.self)
    }
  }

  private func change(
    _ pool: IdentityPoolID, by body: @escaping @Sendable (inout PoolSettings) throws -> Void
  ) async throws(StoreError) -> PoolSettings {
    try await write { database in
      var settings = try PoolSyncRow.fetch(pool, database)
      try body(&settings)
      try PoolSyncRow.save(settings, of: pool, database)
      if !settings.isStreaming { try QueuedCommitRow.deleteAll(of: pool, database) }
      return settings
    }
  }
}
