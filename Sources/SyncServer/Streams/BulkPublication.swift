import Logging
import ServerStorage
import SyncCore

/// Publishes every dataset of one pool as it is (cognito-sync.md 2.8, "BulkPublish").
struct BulkPublication: Sendable {
  /// Datasets taken at once; each may have a megabyte.
  private static let batch = 16

  /// Failures in a row after which it has failed.
  private static let mostFailures = 10

  let pool: IdentityPoolID
  let store: any ServerStore
  let delivery: StreamDelivery
  let logger: Logger

  /// Publishes from the first dataset to the last and notes how it went; when the service ends
  /// before, it will begin anew.
  func run() async {
    do throws(StoreError) {
      let started = try await store.settings(of: pool).bulkPublish.started
      let outcome = try await publish()
      var details = BulkPublishDetails(status: .succeeded, started: started)
      switch outcome {
      case .interrupted: return
      case .delivered: details.completed = delivery.surroundings.now()
      case .notStreaming:
        details.status = .failed
        details.failureMessage = "The stream was switched off meanwhile."
      case .failed(let reason):
        details.status = .failed
        details.failureMessage = reason
      }
      _ = try await store.endBulkPublish(of: pool, as: details)
      delivery.settings.forget(pool)
    } catch { error.log(to: logger) }
  }

  private func publish() async throws(StoreError) -> StreamDelivery.Outcome {
    var last: DatasetReference?
    while !Task.isCancelled {
      let commits = try await store.snapshots(of: pool, after: last, limit: Self.batch)
      guard let next = commits.last?.dataset else { return .delivered }
      let outcome = await delivery.deliver(commits, of: pool) { $0 >= Self.mostFailures }
      guard outcome == .delivered else { return outcome }
      last = next
    }
    return .interrupted
  }
}
