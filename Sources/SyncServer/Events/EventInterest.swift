import CognitoWire
import ServerStorage
import SyncCore

/// What a reader of events wants to hear of: one dataset or all; a registered device only of what
/// it follows, and never of its own commits (cognito-sync.md 2.9).
struct EventInterest: Sendable {
  let input: SubscribeToEvents.Input
  let store: any ServerStore
  let deletions: DeletionFollowers

  /// Returns the datasets it is about now, or fails with `.push(.deviceNotFound)`.
  func names() async throws(StoreError) -> [DatasetName] {
    if let device = input.device {
      let followed = try await store.subscriptions(
        of: device, identity: input.identity, in: input.pool)
      return followed.filter { input.dataset == nil || input.dataset == $0 }.sorted()
    }
    if let dataset = input.dataset { return [dataset] }
    return try await store.datasets(
      of: input.identity, in: input.pool, after: nil, limit: nil
    ).datasets.map(\.name)
  }

  /// Tells whether a change is to be told.
  ///
  /// What a device follows is asked anew each time, since it can change while the stream is open.
  func includes(_ change: DatasetChange) async -> Bool {
    guard input.dataset == nil || input.dataset == change.dataset.name else { return false }
    guard let device = input.device else { return true }
    guard change.device != device else { return false }
    guard !change.isDeletion else {
      return deletions.followers(of: change.dataset).contains { $0.id == device }
    }
    do throws(StoreError) {
      return try await store.subscriptions(
        of: device, identity: input.identity, in: input.pool
      ).contains(change.dataset.name)
    } catch {
      if case .push = error { return false }
      // One event too many costs a look, one too few an unnoticed change.
      return true
    }
  }
}
