package import SyncCore

extension MemoryServerStore {
  /// Returns the settings of a pool.
  package func settings(of pool: IdentityPoolID) throws(StoreError) -> PoolSettings {
    try require(pool)
    return settings[pool] ?? PoolSettings()
  }

  /// Changes push and streams; a stream that is not enabled loses its queue.
  package func configure(
    _ pool: IdentityPoolID, pushSync: PushSync?, streams: CognitoStreams?
  ) throws(StoreError) -> PoolSettings {
    var changed = try settings(of: pool)
    changed.configure(pushSync: pushSync, streams: streams)
    settings[pool] = changed
    if !changed.isStreaming { queue.removeAll { $0.commit.dataset.pool == pool } }
    return changed
  }

  /// Sets the function that sees each commit first, or removes it.
  package func setTrigger(
    _ arn: String?, of pool: IdentityPoolID
  ) throws(StoreError) -> PoolSettings {
    var changed = try settings(of: pool)
    changed.trigger = arn
    settings[pool] = changed
    return changed
  }

  /// Notes that a bulk publish begins.
  package func beginBulkPublish(
    of pool: IdentityPoolID, at now: Timestamp
  ) throws(StoreError) -> PoolSettings {
    var changed = try settings(of: pool)
    do {
      try changed.beginBulkPublish(at: now)
    } catch {
      throw .stream(error)
    }
    settings[pool] = changed
    return changed
  }

  /// Notes how a bulk publish ended.
  package func endBulkPublish(
    of pool: IdentityPoolID, as details: BulkPublishDetails
  ) throws(StoreError) -> PoolSettings {
    var changed = try settings(of: pool)
    changed.bulkPublish = details
    settings[pool] = changed
    return changed
  }

  /// Returns the pools whose bulk publish had not ended.
  package func unfinishedBulkPublishes() throws(StoreError) -> [IdentityPoolID] {
    settings.filter { $0.value.bulkPublish.status == .inProgress }.map(\.key)
      .sorted { $0.rawValue < $1.rawValue }
  }
}
