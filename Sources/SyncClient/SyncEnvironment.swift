public import SyncCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Time and chance, as the SDK is given them; apps leave them alone, tests do not.
///
/// ```swift
/// var environment = SyncEnvironment.system
/// environment.now = { Timestamp(milliseconds: 1_800_000_000_000) }
/// let manager = try SyncManager(configuration, transport: transport, environment: environment)
/// ```
public struct SyncEnvironment: Sendable {
  /// Returns this device's clock.
  public var now: @Sendable () -> Timestamp
  /// Waits, or throws when the task is cancelled.
  public var sleep: @Sendable (Duration) async throws -> Void
  /// Draws a number from 0 up to 1, 1 excluded.
  public var random: @Sendable () -> Double

  /// Creates an environment.
  public init(
    now: @escaping @Sendable () -> Timestamp,
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
  }

  /// The machine's clock and randomness.
  public static let system = SyncEnvironment(
    now: {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return Timestamp(
        milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    },
    sleep: { try await Task.sleep(for: $0) },
    random: { Double.random(in: 0..<1) })

  /// Draws a duration between both bounds.
  func draw(atLeast least: Duration, atMost most: Duration) -> Duration {
    most > least ? least + (most - least) * random() : least
  }
}
