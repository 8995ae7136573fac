import SyncClient
import Synchronization

/// The datasets that a manager's callbacks work on, which exist only after the manager does.
final class DatasetPair: Sendable {
  private let datasets = Mutex<(shared: Dataset, device: Dataset)?>(nil)

  func fill(shared: Dataset, device: Dataset) {
    datasets.withLock { $0 = (shared, device) }
  }

  func shared() throws(SyncError) -> Dataset { try both().shared }

  func device() throws(SyncError) -> Dataset { try both().device }

  private func both() throws(SyncError) -> (shared: Dataset, device: Dataset) {
    guard let both = datasets.withLock({ $0 }) else {
      throw SyncError(.storage, "The datasets are not open yet.", retry: .backoff)
    }
    return both
  }
}
