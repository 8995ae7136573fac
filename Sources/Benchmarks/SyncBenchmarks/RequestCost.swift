import Foundation

/// What one request costs beside time: it is the same on a busy machine and on a quiet one.
struct RequestCost: CustomStringConvertible {
  private let service: Double
  private let generator: Double
  private let switches: Double

  /// Measures the requests that `play` sends to `service`.
  static func measure(
    _ service: Child, _ play: () throws -> LoadGenerator.Outcome
  ) rethrows -> (LoadGenerator.Outcome, RequestCost) {
    let time = Clock.processorTime(of: service.id)
    let switches = Child.contextSwitches(of: service.id)
    let outcome = try play()
    let count = Double(outcome.samples.nanoseconds.count)
    let cost = RequestCost(
      service: (Clock.processorTime(of: service.id) - time) / count * 1e6,
      generator: outcome.processorTime / count * 1e6,
      switches: Double(Child.contextSwitches(of: service.id) - switches) / count)
    return (outcome, cost)
  }

  /// Microseconds of the service and of the load generator, and context switches of the service.
  var description: String {
    String(format: "%.0f + %.0f us, %.2f switches", service, generator, switches)
  }
}
