import IdentityTokens
import Logging
import ServerStorage
import SyncCore

/// Brings notifications to the push services, in a few tries.
struct PushSender: Sendable {
  /// Notifications under way at once for one application.
  private static let parallel = 8

  /// Tries for one notification.
  private static let tries = 3

  let store: any DeviceStore
  let applications: PushApplications
  let surroundings: Surroundings
  let pacing: RetryPacing
  let logger: Logger

  /// Sends notifications for one application as they come, some at the same time.
  func send(_ notifications: AsyncStream<PushNotification>) async {
    await withTaskGroup(of: Void.self) { group in
      var running = 0
      for await notification in notifications {
        if running >= Self.parallel {
          await group.next()
          running -= 1
        }
        running += 1
        group.addTask { await send(notification) }
      }
    }
  }

  private func send(_ notification: PushNotification) async {
    guard let webhook = applications[notification.application] else { return }
    let message = notification.body
    for attempt in 1...Self.tries {
      switch await outcome(of: message, at: webhook) {
      case .taken: return
      case .deviceGone:
        await disable(notification.device)
        return
      case .refused(let reason):
        log(notification, reason)
        return
      case .failed(let reason):
        guard attempt < Self.tries else {
          log(notification, reason)
          return
        }
        try? await Task.sleep(
          for: pacing.wait(afterFailures: attempt, entropy: surroundings.entropy))
      }
    }
  }

  /// What a try came to.
  private enum Outcome {
    case taken
    case deviceGone
    case refused(String)
    case failed(String)
  }

  private func outcome(of message: [UInt8], at webhook: Webhook) async -> Outcome {
    do throws(Webhook.Failure) {
      let reply = try await webhook.post(message)
      let answer = "The push service answered with status \(reply.status)."
      return switch reply.status {
      case 200..<300: .taken
      case 404, 410: .deviceGone
      case 429, 500...: .failed(answer)
      case _: .refused(answer)
      }
    } catch { return .failed(error.message) }
  }

  private func disable(_ device: RegisteredDevice) async {
    logger.info("a device is gone", metadata: ["device": "\(device.id)"])
    do throws(StoreError) { try await store.disable(device.id) } catch { error.log(to: logger) }
  }

  private func log(_ notification: PushNotification, _ reason: String) {
    logger.warning(
      "a device was not notified",
      metadata: ["device": "\(notification.device.id)", "error": "\(reason)"])
  }
}
