import Logging
import ServerStorage
import ServiceLifecycle
import SyncCore

/// Notifies registered devices of changes, all but the one that made them (cognito-sync.md 2.9).
///
/// It follows the store and is never waited for; a device that misses a notification finds the
/// change at its next synchronization.
final class PushNotifier: Service, CustomStringConvertible {
  /// The name of this service in the log.
  var description: String { "push notifier" }

  /// Notifications that may wait for one application; beyond it, the oldest are dropped.
  private static let backlog = 1_024

  private let store: any ServerStore
  private let settings: PoolSettingsCache
  private let deletions: DeletionFollowers
  private let sender: PushSender
  private let logger: Logger
  /// Followed from the start, so that no change is missed until `run`; nothing when there is nobody
  /// to tell.
  private let changes: AsyncStream<DatasetChange>?

  init(
    store: any ServerStore, settings: PoolSettingsCache, deletions: DeletionFollowers,
    sender: PushSender, logger: Logger
  ) {
    self.store = store
    self.settings = settings
    self.deletions = deletions
    self.sender = sender
    self.logger = logger
    changes = sender.applications.isEmpty ? nil : store.changes()
  }

  /// Notifies until the service is told to stop.
  func run() async throws {
    guard let changes else {
      try? await gracefulShutdown()
      return
    }
    await cancelWhenGracefulShutdown { [self] in
      await withDiscardingTaskGroup { group in
        var queues: [String: AsyncStream<PushNotification>.Continuation] = [:]
        for await change in changes {
          for notification in await notifications(of: change) {
            if let queue = queues[notification.application] {
              enqueue(notification, in: queue)
              continue
            }
            let (stream, queue) = AsyncStream.makeStream(
              of: PushNotification.self, bufferingPolicy: .bufferingNewest(Self.backlog))
            group.addTask { [sender] in await sender.send(stream) }
            queues[notification.application] = queue
            enqueue(notification, in: queue)
          }
        }
        for queue in queues.values { queue.finish() }
      }
    }
  }

  private func enqueue(
    _ notification: PushNotification, in queue: AsyncStream<PushNotification>.Continuation
  ) {
    guard case .dropped(let dropped) = queue.yield(notification) else { return }
    logger.warning(
      "a notification was dropped", metadata: ["device": "\(dropped.device.id)"])
  }

  /// Returns what has to be told because of `change`.
  private func notifications(of change: DatasetChange) async -> [PushNotification] {
    do throws(StoreError) {
      // Asked first: most pools have no push, and then the store is left alone.
      let push = try await settings.settings(of: change.dataset.pool).configuration.pushSync
      guard let push else { return [] }
      let followers =
        change.isDeletion
        ? deletions.followers(of: change.dataset)
        : try await store.subscribers(of: change.dataset)
      return followers.compactMap { device in
        guard device.id != change.device,
          let application = push.applicationARN(for: device.platform)
        else { return nil }
        return PushNotification(change: change, device: device, application: application)
      }
    } catch {
      if case .failure = error { error.log(to: logger) }
      return []
    }
  }
}
