package import SyncCore

/// A commit that waits to be published.
package struct QueuedCommit: Hashable, Sendable {
  /// Its place in the queue; rises.
  package var number: Int64
  /// The commit.
  package var commit: PublishedCommit

  /// Creates a queued commit from its parts.
  package init(number: Int64, commit: PublishedCommit) {
    self.number = number
    self.commit = commit
  }
}
