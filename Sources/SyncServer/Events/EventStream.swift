import CognitoWire
import Hummingbird
import NIOCore
import ServerStorage
import ServiceLifecycle
import SyncCore

/// Writes what happens to an identity's datasets until somebody has enough of it.
struct EventStream: Sendable {
  let interest: EventInterest
  /// What the store reports from before `current` was read.
  let changes: AsyncStream<DatasetChange>
  /// The counts when the stream was opened.
  let current: [DatasetName: SyncCount]
  /// What the reader has heard of before, when it says so.
  let resumed: (dataset: DatasetName, syncCount: SyncCount)?
  let lease: StreamLease

  /// Writes until the reader or the service ends it.
  ///
  /// - Parameter requestBody: The incoming side of the connection, whose end is the reader's.
  @concurrent func write(
    to writer: inout any ResponseBodyWriter, watching requestBody: RequestBody?
  ) async throws {
    // A server that stops waits for its answers; this one would never end by itself.
    try await withGracefulShutdownHandler {
      if let requestBody {
        try await requestBody.consumeWithInboundCloseHandler { _ in
          try await write(to: &writer)
        } onInboundClosed: { [lease] in
          lease.end()
        }
      } else {
        try await write(to: &writer)
      }
    } onGracefulShutdown: { [lease] in
      lease.end()
    }
    try await writer.finish(nil)
  }

  @concurrent private func write(to writer: inout any ResponseBodyWriter) async throws {
    let forwarder = Task { [changes, lease, interest] in
      for await change in changes where await interest.includes(change) {
        lease.send(.change(change.dataset.name, change.syncCount))
      }
      lease.end()
    }
    defer { forwarder.cancel() }
    try await writer.write(ByteBuffer(string: ": open\n\n" + opening))
    var last = current
    for await item in lease.subscription.items {
      switch item {
      case .silence: try await writer.write(ByteBuffer(string: ": \n\n"))
      case .change(let dataset, let syncCount):
        // The store reported it while `current` was being read.
        guard syncCount > last[dataset] ?? -1 else { continue }
        last[dataset] = syncCount
        try await writer.write(ByteBuffer(string: event(dataset, syncCount).text))
      }
    }
  }

  /// The events that tell where things stand, but for what a resuming reader knows.
  private var opening: String {
    current.sorted { $0.key < $1.key }
      .filter { name, count in resumed?.dataset != name || resumed?.syncCount != count }
      .map { event($0.key, $0.value).text }.joined()
  }

  private func event(_ dataset: DatasetName, _ syncCount: SyncCount) -> LiveEvent {
    LiveEvent(
      pool: interest.input.pool, identity: interest.input.identity, dataset: dataset,
      syncCount: syncCount)
  }
}
