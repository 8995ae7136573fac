/// Everything the owner of a pool decided about syncing (cognito-sync.md 2.7 to 2.9).
package struct PoolSettings: Hashable, Sendable {
  /// Push and streams.
  package var configuration: PoolSyncConfiguration
  /// The function that sees each commit first, by its ARN.
  package var trigger: String?
  /// The last bulk publish.
  package var bulkPublish: BulkPublishDetails

  /// Creates settings from their parts; by default nothing is set.
  package init(
    configuration: PoolSyncConfiguration = PoolSyncConfiguration(), trigger: String? = nil,
    bulkPublish: BulkPublishDetails = BulkPublishDetails()
  ) {
    self.configuration = configuration
    self.trigger = trigger
    self.bulkPublish = bulkPublish
  }

  /// Whether commits are published.
  package var isStreaming: Bool { configuration.streams?.status == .enabled }
}
