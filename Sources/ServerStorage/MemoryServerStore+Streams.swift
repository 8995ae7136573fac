import IdentityCore
package import SyncCore

extension MemoryServerStore {
  /// Returns the oldest commits queued for a pool.
  package func queuedCommits(
    of pool: IdentityPoolID, limit: Int
  ) throws(StoreError) -> [QueuedCommit] {
    Array(queue.filter { $0.commit.dataset.pool == pool }.prefix(limit))
  }

  /// Forgets what was published.
  package func removeQueuedCommits(
    of pool: IdentityPoolID, through number: Int64
  ) throws(StoreError) {
    queue.removeAll { $0.commit.dataset.pool == pool && $0.number <= number }
  }

  /// Returns the pools that have queued commits.
  package func poolsWithQueuedCommits() throws(StoreError) -> [IdentityPoolID] {
    Set(queue.map(\.commit.dataset.pool)).sorted { $0.rawValue < $1.rawValue }
  }

  /// Returns existing datasets of a pool with their live records, by identity and name.
  package func snapshots(
    of pool: IdentityPoolID, after last: DatasetReference?, limit: Int
  ) throws(StoreError) -> [PublishedCommit] {
    let snapshots = members(of: pool).flatMap { identity in
      existing(identity.id).map { ledger in
        PublishedCommit(
          dataset: DatasetReference(pool: pool, identity: identity.id, name: ledger.name),
          syncCount: ledger.state.syncCount, lastModified: ledger.state.lastModified,
          isDeletion: false, records: ledger.listedRecords.filter { !$0.isDeleted })
      }
    }
    let rest = snapshots.filter { snapshot in
      guard let last else { return true }
      return (last.identity.rawValue, last.name.rawValue)
        < (snapshot.dataset.identity.rawValue, snapshot.dataset.name.rawValue)
    }
    return Array(rest.prefix(limit))
  }

  /// Queues a commit if its pool publishes commits.
  func enqueue(_ commit: PublishedCommit) {
    guard settings[commit.dataset.pool]?.isStreaming == true else { return }
    lastQueued += 1
    queue.append(QueuedCommit(number: lastQueued, commit: commit))
  }
}
