package import SyncCore

/// One UpdateRecords, checked and authorized (cognito-sync.md 2.6.2).
package struct CommitRequest: Hashable, Sendable {
  /// The dataset to write.
  package var dataset: DatasetReference
  /// The changes, all or none of which are made.
  package var patches: [RecordPatch]
  /// Who writes: an identity, or the account for developer credentials.
  package var author: String
  /// The session that the commit spends; nothing for commits of the service itself.
  package var session: SyncSessionReference?
  /// The device that writes, which need not be told of it.
  package var device: DeviceID?
  /// The count the dataset must still have, as a preview told it; nothing for any.
  package var expectedSyncCount: SyncCount?
  /// Whether the session is spent though no patch is left, as a trigger may decide.
  package var spendsSession: Bool
  /// The service's clock.
  package var now: Timestamp
  /// The sizes allowed.
  package var limits: SyncLimits

  /// Creates a request from its parts.
  package init(
    dataset: DatasetReference, patches: [RecordPatch], author: String,
    session: SyncSessionReference?, now: Timestamp, limits: SyncLimits = SyncLimits(),
    device: DeviceID? = nil, expectedSyncCount: SyncCount? = nil, spendsSession: Bool = false
  ) {
    self.dataset = dataset
    self.patches = patches
    self.author = author
    self.session = session
    self.device = device
    self.expectedSyncCount = expectedSyncCount
    self.spendsSession = spendsSession
    self.now = now
    self.limits = limits
  }
}
