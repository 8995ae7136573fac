import SyncCore
import Synchronization

/// Hands durable changes to whoever follows an identity, or all of them.
final class ChangeHub: Sendable {
  private typealias Continuation = AsyncStream<DatasetChange>.Continuation

  private struct Followers {
    var lastID = 0
    var byIdentity: [IdentityID: [Int: Continuation]] = [:]
    var ofAll: [Int: Continuation] = [:]
  }

  /// Changes a reader may lag behind before its stream ends.
  static let capacity = 64
  /// Changes a reader of all may lag behind before it loses the oldest.
  static let capacityOfAll = 8_192

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

  /// Returns the changes of all identities published from now on.
  func changes() -> AsyncStream<DatasetChange> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: DatasetChange.self, bufferingPolicy: .bufferingNewest(Self.capacityOfAll))
    let id = followers.withLock { followers in
      followers.lastID += 1
      followers.ofAll[followers.lastID] = continuation
      return followers.lastID
    }
    continuation.onTermination = { [weak self] _ in
      self?.followers.withLock { $0.ofAll[id] = nil }
    }
    return stream
  }

  /// Tells the followers; an identity's stream that is full ends, so that its reader looks anew.
  func publish(_ changes: [DatasetChange]) {
    for change in changes {
      let (waiting, all) = followers.withLock { followers in
        (followers.byIdentity[change.dataset.identity] ?? [:], followers.ofAll)
      }
      for continuation in waiting.values {
        guard case .dropped = continuation.yield(change) else { continue }
        continuation.finish()
      }
      for continuation in all.values { continuation.yield(change) }
    }
  }

  /// The identities that somebody follows.
  var followed: Set<IdentityID> { followers.withLock { Set($0.byIdentity.keys) } }

  /// Ends the streams of identities that are no more.
  func finish(_ identities: Set<IdentityID>) {
    let ended = followers.withLock { followers in
      identities.flatMap { (followers.byIdentity[$0] ?? [:]).values }
    }
    for continuation in ended { continuation.finish() }
  }

  /// Ends all streams.
  func finish() {
    let all = followers.withLock { followers in
      followers.byIdentity.values.flatMap(\.values) + followers.ofAll.values
    }
    for continuation in all { continuation.finish() }
  }

  private func remove(_ id: Int, from identity: IdentityID) {
    followers.withLock { followers in
      followers.byIdentity[identity]?[id] = nil
      if followers.byIdentity[identity]?.isEmpty == true { followers.byIdentity[identity] = nil }
    }
  }
}
