import SyncCore
import Synchronization

/// Hands durable changes to whoever follows an identity.
final class ChangeHub: Sendable {
  private struct Followers {
    var lastID = 0
    var byIdentity: [IdentityID: [Int: AsyncStream<DatasetChange>.Continuation]] = [:]
  }

  /// Changes a reader may lag behind before its stream ends.
  static let capacity = 64

  private let followers = Mutex(Followers())

  /// Returns the changes published from now on.
  func changes(of identity: IdentityID) -> AsyncStream<DatasetChange> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: DatasetChange.self, bufferingPolicy: .bufferingOldest(Self.capacity))
    let id = followers.withLock { followers in
      followers.lastID += 1
      followers.byIdentity[identity, default: [:]][followers.lastID] = continuation
      return followers.lastID
    }
    continuation.onTermination = { [weak self] _ in self?.remove(id, from: identity) }
    return stream
  }

  /// Tells the followers; a stream that is full ends, so that its reader looks anew.
  func publish(_ changes: [DatasetChange]) {
    for change in changes {
      let waiting = followers.withLock { $0.byIdentity[change.dataset.identity] ?? [:] }
      for continuation in waiting.values {
        guard case .dropped = continuation.yield(change) else { continue }
        continuation.finish()
      }
    }
  }

  /// Ends all streams.
  func finish() {
    let all = followers.withLock { $0.byIdentity.values.flatMap(\.values) }
    for continuation in all { continuation.finish() }
  }

  private func remove(_ id: Int, from identity: IdentityID) {
    followers.withLock { followers in
      followers.byIdentity[identity]?[id] = nil
      if followers.byIdentity[identity]?.isEmpty == true { followers.byIdentity[identity] = nil }
    }
  }
}
