/// What the owner of a pool decided about push and streams (cognito-sync.md 2.5 #12, 2.8, 2.9).
package struct PoolSyncConfiguration: Hashable, Sendable {
  /// Push notifications; nothing when they are not configured.
  package var pushSync: PushSync?
  /// Streams; nothing when they were never configured.
  package var streams: CognitoStreams?

  /// Creates a configuration from its parts.
  package init(pushSync: PushSync? = nil, streams: CognitoStreams? = nil) {
    self.pushSync = pushSync
    self.streams = streams
  }
}
