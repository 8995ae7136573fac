import CognitoWire
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServerStorage
import SyncCore

/// Opens streams of live events (product.md 4).
struct EventEndpoint: Sendable {
  let gate: RequestGate
  let store: any ServerStore
  let hub: EventHub
  let deletions: DeletionFollowers
  let meter: ActivityMeter
  let logger: Logger

  /// Checks a request like any other of the dialect and answers it with a stream.
  func open(
    _ exchange: Exchange, labels: [String: String], request: Request, context: ConnectionContext
  ) async throws(WireError) -> ResponseBody {
    let (input, _) = try await gate.admit(SubscribeToEvents.self, exchange, labels)
    let interest = EventInterest(input: input, store: store, deletions: deletions)
    guard let subscription = hub.subscribe(input.identity, drop: context.close) else {
      throw WireError(
        .tooManyRequests,
        "The identity has \(EventHub.streamsPerIdentity) open streams, the most allowed.",
        retryAfter: .seconds(15))
    }
    let lease = StreamLease(hub: hub, subscription: subscription, meter: meter)
    let stream = EventStream(
      interest: interest, changes: store.changes(of: input.identity),
      current: try await current(interest),
      resumed: exchange.head.headerFields[.lastEventID].flatMap(LiveEvent.position),
      lease: lease)
    return ResponseBody { writer in
      try await stream.write(to: &writer, watching: context.isWatchable ? request.body : nil)
    }
  }

  /// Returns the counts now of all datasets that the stream is about.
  private func current(
    _ interest: EventInterest
  ) async throws(WireError) -> [DatasetName: SyncCount] {
    let input = interest.input
    do throws(StoreError) {
      var counts: [DatasetName: SyncCount] = [:]
      for name in try await interest.names() {
        counts[name] = try await store.syncCount(
          of: DatasetReference(pool: input.pool, identity: input.identity, name: name))
      }
      return counts
    } catch { throw error.refusal(in: .sync, isListing: true, logger: logger) }
  }
}

extension HTTPField.Name {
  /// The header with which a reader of events says where it stopped.
  static let lastEventID: HTTPField.Name = {
    guard let name = HTTPField.Name("Last-Event-ID") else {
      preconditionFailure("A constant is no name of a header field.")
    }
    return name
  }()
}
