import SyncCore
import Synchronization

/// Holds the open streams of live events: how many there are, and what each has still to write
/// (product.md 4).
package final class EventHub: Sendable {
  /// The most streams an identity may have open.
  package static let streamsPerIdentity = 8

  /// Items a stream may lag behind before it is dropped.
  static let backlog = 32

  /// What a stream has to write.
  enum Item: Hashable, Sendable {
    /// The dataset has reached this count.
    case change(DatasetName, SyncCount)
    /// Nothing happened; the line shall stay alive.
    case silence
  }

  /// A place in the hub, held by one stream.
  struct Subscription: Sendable {
    let id: Int
    let identity: IdentityID
    let items: AsyncStream<Item>
  }

  fileprivate struct Subscriber: Sendable {
    var continuation: AsyncStream<Item>.Continuation
    var drop: @Sendable () -> Void
  }

  fileprivate struct State: Sendable {
    var subscribers: [IdentityID: [Int: Subscriber]] = [:]
    var nextID = 0
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Creates a hub without streams.
  package init() {}

  /// The streams open now.
  package var streamCount: Int {
    state.withLock { $0.subscribers.values.reduce(0) { $0 + $1.count } }
  }

  /// Opens a stream of `identity`, or nothing when it has the most allowed or the service ends.
  ///
  /// - Parameter drop: Ends the connection of a reader that is too slow.
  func subscribe(
    _ identity: IdentityID, drop: @escaping @Sendable () -> Void
  ) -> Subscription? {
    state.withLock { state in
      let open = state.subscribers[identity]?.count ?? 0
      guard !state.isClosed, open < Self.streamsPerIdentity else { return nil }
      let (items, continuation) = AsyncStream.makeStream(
        of: Item.self, bufferingPolicy: .bufferingOldest(Self.backlog))
      state.nextID += 1
      state.subscribers[identity, default: [:]][state.nextID] = Subscriber(
        continuation: continuation, drop: drop)
      return Subscription(id: state.nextID, identity: identity, items: items)
    }
  }

  /// Closes a stream; closing it again does nothing.
  func unsubscribe(_ subscription: Subscription) {
    let gone = state.withLock { $0.remove(subscription.id, of: subscription.identity) }
    gone?.continuation.finish()
  }

  /// Queues `item` for one stream; one that lags too far behind is dropped.
  func send(_ item: Item, to subscription: Subscription) {
    let lagging = state.withLock { state in
      state.send(item, to: subscription.identity, where: { $0 == subscription.id })
    }
    for subscriber in lagging { subscriber.end() }
  }

  /// Has every stream write a sign of life.
  func beat() {
    let lagging = state.withLock { state in
      Array(state.subscribers.keys).flatMap { identity in
        state.send(.silence, to: identity, where: { _ in true })
      }
    }
    for subscriber in lagging { subscriber.end() }
  }

  /// Ends all streams and opens no more.
  func close() {
    let all = state.withLock { state in
      defer { state.subscribers = [:] }
      state.isClosed = true
      return state.subscribers.values.flatMap(\.values)
    }
    for subscriber in all { subscriber.continuation.finish() }
  }
}

extension EventHub.State {
  fileprivate mutating func remove(_ id: Int, of identity: IdentityID) -> EventHub.Subscriber? {
    let removed = subscribers[identity]?.removeValue(forKey: id)
    if subscribers[identity]?.isEmpty == true { subscribers[identity] = nil }
    return removed
  }

  /// Queues `item` and returns the subscribers that lag too far behind, already removed.
  fileprivate mutating func send(
    _ item: EventHub.Item, to identity: IdentityID, where matches: (Int) -> Bool
  ) -> [EventHub.Subscriber] {
    var lagging: [EventHub.Subscriber] = []
    for (id, subscriber) in subscribers[identity] ?? [:] where matches(id) {
      guard case .dropped = subscriber.continuation.yield(item) else { continue }
      if let removed = remove(id, of: identity) { lagging.append(removed) }
    }
    return lagging
  }
}

extension EventHub.Subscriber {
  fileprivate func end() {
    continuation.finish()
    drop()
  }
}
