import CognitoWire
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServerStorage
import SyncCore

/// Opens streams of live events (product.md 4).
struct EventEndpoint: Sendable {
  let store: any ServerStore
  let authenticator: Authenticator
  let access: AccessCheck
  let throttle: RequestThrottle
  let logger: Logger
  let hub: EventHub
  let meter: ActivityMeter

  /// Checks a request like any other of the dialect and answers it with a stream.
  func open(
    _ exchange: Exchange, labels: [String: String], request: Request, context: ConnectionContext
  ) async throws(WireError) -> ResponseBody {
    let caller = try authenticator.caller(
      of: exchange.head, body: exchange.body, dialect: .sync, now: exchange.now.milliseconds)
    let input = try SubscribeToEvents.decode(try exchange.message(labels))
    try access.allow(caller, action: "SubscribeToDataset", on: input.resource)
    try throttle.admit(
      identity: caller.identity, address: exchange.address, dialect: .sync,
      now: exchange.now.milliseconds)
    guard let subscription = hub.subscribe(input.identity, drop: context.close) else {
      throw WireError(
        .tooManyRequests,
        "The identity has \(EventHub.streamsPerIdentity) open streams, the most allowed.",
        retryAfter: .seconds(15))
    }
    let lease = StreamLease(hub: hub, subscription: subscription, meter: meter)
    let stream = EventStream(
      input: input, changes: store.changes(of: input.identity),
      current: try await current(input),
      resumed: exchange.head.headerFields[.lastEventID].flatMap(LiveEvent.position),
      lease: lease)
    return ResponseBody { writer in
      try await stream.write(to: &writer, watching: context.isWatchable ? request.body : nil)
    }
  }

  /// Returns the counts now of all datasets that the stream is about.
  private func current(
    _ input: SubscribeToEvents.Input
  ) async throws(WireError) -> [DatasetName: SyncCount] {
    do throws(StoreError) {
      let names: [DatasetName]
      if let dataset = input.dataset {
        names = [dataset]
      } else {
        names = try await store.datasets(
          of: input.identity, in: input.pool, after: nil, limit: nil
        ).datasets.map(\.name)
      }
      var counts: [DatasetName: SyncCount] = [:]
      for name in names {
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
