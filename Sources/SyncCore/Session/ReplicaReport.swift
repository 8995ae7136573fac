/// Why a local transaction of a run was not applied.
package enum ReplicaFailure: Error, Hashable, Sendable {
  /// The dataset's count is not the one the run knows: it was deleted here, or another process
  /// synchronised it meanwhile.
  case superseded
  /// The dataset's rows are gone: they moved to another identity or were wiped.
  case vanished
}

/// What one local transaction of a run did.
package struct ReplicaReport: Hashable, Sendable {
  /// Keys whose text became another, or appeared, or went.
  package var changed: [RecordKey] = []
  /// Keys on which both sides disagree.
  package var conflicts: [SyncConflict] = []
  /// The dataset's count after the transaction.
  package var lastSyncCount: SyncCount
  /// Whether no row is left.
  package var isEmpty = false
  /// What happened to which key and why, in key order.
  package var journal: [JournalEntry] = []

  /// Creates a report.
  package init(
    changed: [RecordKey] = [], conflicts: [SyncConflict] = [], lastSyncCount: SyncCount,
    isEmpty: Bool = false, journal: [JournalEntry] = []
  ) {
    self.changed = changed
    self.conflicts = conflicts
    self.lastSyncCount = lastSyncCount
    self.isEmpty = isEmpty
    self.journal = journal
  }
}
