/// What stands for a function that sees each commit first (cognito-sync.md 2.7): it gets the event
/// as JSON and returns the event as it shall be.
package struct TriggerHandler: Sendable {
  /// Why there is no event to go on with.
  package enum Failure: Error, Hashable, Sendable {
    /// It took too long.
    case timedOut
    /// It has too much to do.
    case throttled
    /// It failed.
    case failed(String)
  }

  /// Returns the changed event, or throws.
  ///
  /// A handler that takes too long is cancelled, and has to end then.
  package var handle: @Sendable ([UInt8]) async throws(Failure) -> [UInt8]

  /// Creates a handler in the process.
  package init(handle: @escaping @Sendable ([UInt8]) async throws(Failure) -> [UInt8]) {
    self.handle = handle
  }

  /// Takes every commit as it is.
  package static let acceptance = TriggerHandler { event throws(Failure) in event }

  /// Posts the event to a URL, whose answer is the changed one.
  package static func webhook(_ webhook: Webhook) -> TriggerHandler {
    TriggerHandler { event throws(Failure) in
      let reply: Webhook.Reply
      do throws(Webhook.Failure) {
        reply = try await webhook.post(event)
      } catch {
        switch error {
        case .timedOut: throw .timedOut
        case .unreachable(let reason): throw .failed(reason)
        }
      }
      switch reply.status {
      case 200..<300: return reply.body
      case 429: throw .throttled
      case _: throw .failed("It answered with status \(reply.status).")
      }
    }
  }
}

extension TriggerHandler {
  /// Returns what the handler makes of `event`, unless it takes longer than `limit`.
  func handle(_ event: [UInt8], within limit: Duration) async throws(Failure) -> [UInt8] {
    let handle = handle
    let outcome = await withTaskGroup(of: Result<[UInt8], Failure>.self) { group in
      group.addTask {
        do throws(Failure) { return .success(try await handle(event)) } catch {
          return .failure(error)
        }
      }
      group.addTask {
        try? await Task.sleep(for: limit)
        return .failure(.timedOut)
      }
      defer { group.cancelAll() }
      return await group.next() ?? .failure(.timedOut)
    }
    return try outcome.get()
  }
}
