public import SyncClient
public import SyncCore
import Synchronization

/// The clock of a service in a test, which stands still until the test moves it.
///
/// ```swift
/// let clock = TestClock()
/// let service = try await TestService(clock: clock)
/// clock.advance(by: .seconds(3_600))
/// ```
public final class TestClock: Sendable {
  private let present: Mutex<Timestamp>

  /// Creates a clock that shows a moment.
  public init(_ beginning: Timestamp = Timestamp(milliseconds: 1_800_000_000_000)) {
    present = Mutex(beginning)
  }

  /// What the clock shows.
  public var now: Timestamp { present.withLock { $0 } }

  /// Moves the clock on, in whole milliseconds.
  ///
  /// ```swift
  /// service.clock.advance(by: .seconds(86_400))
  /// ```
  public func advance(by duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    present.withLock { $0.milliseconds += milliseconds }
  }

  /// Returns time and chance for a device: pauses take no time, and its clock is wrong by `skew`.
  ///
  /// ```swift
  /// let manager = try SyncManager(
  ///   configuration, transport: service.transport,
  ///   environment: service.clock.environment(skew: 3_600_000))
  /// ```
  ///
  /// - Parameter skew: Milliseconds by which the device is ahead of the service.
  public func environment(skew: Int64 = 0) -> SyncEnvironment {
    SyncEnvironment(
      now: { [self] in Timestamp(milliseconds: now.milliseconds + skew) },
      sleep: { _ in
        try Task.checkCancellation()
        await Task.yield()
      }, random: { 0.5 })
  }
}
