import ServiceLifecycle

/// Keeps the lines of open streams alive, and ends them when the service stops.
package struct EventHeartbeat: Service, CustomStringConvertible {
  /// The name of this service in the log.
  package var description: String { "event heartbeat" }

  /// The documented time between two signs of life.
  package static let interval = Duration.seconds(15)

  private let hub: EventHub
  private let interval: Duration

  /// Creates a heartbeat of `hub`.
  package init(hub: EventHub, interval: Duration = interval) {
    self.hub = hub
    self.interval = interval
  }

  /// Beats until the service is told to stop.
  package func run() async throws {
    defer { hub.close() }
    try? await cancelWhenGracefulShutdown {
      while true {
        try await Task.sleep(for: interval)
        hub.beat()
      }
    }
  }
}
