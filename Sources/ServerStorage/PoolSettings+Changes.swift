import SyncCore

/// The rules about settings, which every store follows (cognito-sync.md 2.8, 2.9).
extension PoolSettings {
  /// How long after a successful bulk publish no other one begins, in milliseconds.
  static let bulkPublishInterval: Int64 = 86_400_000

  /// Changes push and streams; nothing leaves a part as it is, an empty `PushSync` clears it.
  mutating func configure(pushSync: PushSync?, streams: CognitoStreams?) {
    if let pushSync { configuration.pushSync = pushSync == PushSync() ? nil : pushSync }
    if let streams { configuration.streams = streams }
  }

  /// Notes that a bulk publish begins, or says why it does not.
  mutating func beginBulkPublish(at now: Timestamp) throws(StreamError) {
    guard isStreaming else { throw .notEnabled }
    guard bulkPublish.status != .inProgress else { throw .inProgress }
    if bulkPublish.status == .succeeded, let completed = bulkPublish.completed,
      now.milliseconds < completed.milliseconds + Self.bulkPublishInterval
    {
      throw .publishedRecently(at: completed)
    }
    bulkPublish = BulkPublishDetails(status: .inProgress, started: now)
  }
}
