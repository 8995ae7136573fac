import ServiceLifecycle

/// Ends when nobody has needed the service for a while (product.md 2.2).
package struct IdleExit: Service, CustomStringConvertible {
  /// The name of this service in the log.
  package var description: String { "idle exit" }

  private let meter: ActivityMeter
  private let limit: Duration

  /// Creates a watch over `meter` that ends after `limit` without activity.
  package init(meter: ActivityMeter, limit: Duration) {
    self.meter = meter
    self.limit = limit
  }

  /// Returns when the time is up, or when the service is told to stop.
  package func run() async throws {
    try? await cancelWhenGracefulShutdown {
      var idleTime = meter.idleTime
      while idleTime < limit {
        try await Task.sleep(for: limit - idleTime)
        idleTime = meter.idleTime
      }
    }
  }
}
