import Synchronization

/// Hands each value to everyone who listens at that moment.
final class Broadcast<Value: Sendable>: Sendable {
  private struct Listeners {
    var next = 0
    var continuations: [Int: AsyncStream<Value>.Continuation] = [:]
    var isFinished = false
  }

  private let listeners = Mutex(Listeners())

  /// Returns the values sent from now on; a listener that falls far behind loses the oldest.
  func stream(buffering limit: Int = 256) -> AsyncStream<Value> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Value.self, bufferingPolicy: .bufferingNewest(limit))
    let id = listeners.withLock { listeners -> Int? in
      guard !listeners.isFinished else { return nil }
      listeners.next += 1
      listeners.continuations[listeners.next] = continuation
      return listeners.next
    }
    guard let id else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.listeners.withLock { $0.continuations[id] = nil }
    }
    return stream
  }

  /// Hands `value` to all listeners.
  func send(_ value: Value) {
    // Listeners are called outside the lock, for one of them may end and take it.
    let continuations = listeners.withLock { Array($0.continuations.values) }
    for continuation in continuations { continuation.yield(value) }
  }

  /// Ends all streams, present and future.
  func finish() {
    let continuations = listeners.withLock { listeners in
      listeners.isFinished = true
      return Array(listeners.continuations.values)
    }
    for continuation in continuations { continuation.finish() }
  }
}
