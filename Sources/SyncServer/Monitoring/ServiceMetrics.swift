import Synchronization

/// What the service counts about itself (product.md 4).
package final class ServiceMetrics: Sendable {
  /// The upper ends of the latency classes, in seconds.
  static let latencyBounds = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

  private struct Exchange: Hashable, Sendable {
    var operation: String
    var status: Int
  }

  fileprivate struct Latency: Sendable {
    var classes = [Int](repeating: 0, count: latencyBounds.count)
    var count = 0
    var sum = 0.0
  }

  private struct Counters: Sendable {
    var exchanges: [Exchange: Int] = [:]
    var latencies: [String: Latency] = [:]
    var commits = 0
    var conflicts = 0
  }

  private let counters = Mutex(Counters())

  /// Creates counters at zero.
  package init() {}

  /// Counts an exchange that took `duration`.
  func count(operation: String, status: Int, duration: Duration) {
    let (seconds, fraction) = duration.components
    let time = Double(seconds) + Double(fraction) / 1e18
    counters.withLock { counters in
      counters.exchanges[Exchange(operation: operation, status: status), default: 0] += 1
      counters.latencies[operation, default: Latency()].add(time)
      switch (operation, status) {
      case ("UpdateRecords", 200): counters.commits += 1
      case ("UpdateRecords", 409): counters.conflicts += 1
      case (_, _): break
      }
    }
  }

  /// Returns all figures as Prometheus text.
  ///
  /// - Parameter storageBytes: What the store takes on disk, when it is on disk.
  package func text(openStreams: Int, storageBytes: Int?) -> String {
    let counters = counters.withLock { $0 }
    var lines: [String] = []
    lines += ["# HELP syncd_requests_total Requests answered, by operation and status."]
    lines += ["# TYPE syncd_requests_total counter"]
    lines += counters.exchanges.map { exchange, count in
      "syncd_requests_total{operation=\"\(exchange.operation)\",status=\"\(exchange.status)\"} "
        + "\(count)"
    }.sorted()
    lines += ["# HELP syncd_request_seconds Time to answer, by operation."]
    lines += ["# TYPE syncd_request_seconds histogram"]
    for (operation, latency) in counters.latencies.sorted(by: { $0.key < $1.key }) {
      lines += latency.lines(operation)
    }
    lines += Self.single("commits_total", "counter", "Commits made.", counters.commits)
    lines += Self.single("conflicts_total", "counter", "Commits refused.", counters.conflicts)
    lines += Self.single("open_streams", "gauge", "Streams of live events.", openStreams)
    if let storageBytes {
      lines += Self.single("storage_bytes", "gauge", "Size of the store.", storageBytes)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func single(
    _ name: String, _ kind: String, _ help: String, _ value: Int
  ) -> [String] {
    [
      "# HELP syncd_\(name) \(help)", "# TYPE syncd_\(name) \(kind)", "syncd_\(name) \(value)",
    ]
  }
}

extension ServiceMetrics.Latency {
  fileprivate mutating func add(_ seconds: Double) {
    count += 1
    sum += seconds
    if let index = ServiceMetrics.latencyBounds.firstIndex(where: { seconds <= $0 }) {
      classes[index] += 1
    }
  }

  fileprivate func lines(_ operation: String) -> [String] {
    var total = 0
    var lines: [String] = []
    for (bound, count) in zip(ServiceMetrics.latencyBounds, classes) {
      total += count
      lines.append(
        "syncd_request_seconds_bucket{operation=\"\(operation)\",le=\"\(bound)\"} \(total)")
    }
    lines.append("syncd_request_seconds_bucket{operation=\"\(operation)\",le=\"+Inf\"} \(count)")
    lines.append("syncd_request_seconds_sum{operation=\"\(operation)\"} \(sum)")
    lines.append("syncd_request_seconds_count{operation=\"\(operation)\"} \(count)")
    return lines
  }
}
