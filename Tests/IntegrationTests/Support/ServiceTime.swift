import SyncClient
import SyncCore
import Synchronization
import TestKit

/// The service's clock, which stands still until a test moves it.
final class ServiceTime: Sendable {
  private static let beginning: Int64 = 1_800_000_000_000

  private let milliseconds = Mutex(ServiceTime.beginning)

  var now: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

  /// Time since the clock began.
  var elapsed: Duration { .milliseconds(now.milliseconds - Self.beginning) }

  func advance(byMinutes minutes: Int64) { advance(byMilliseconds: minutes * 60_000) }

  func advance(byMilliseconds count: Int64) { milliseconds.withLock { $0 += count } }

  /// The world of a device whose clock is wrong by `skew` and whose pauses take no time.
  func environment(skewedByMinutes skew: Int64) -> SyncEnvironment {
    SyncEnvironment(
      now: { [self] in Timestamp(milliseconds: now.milliseconds + skew * 60_000) },
      sleep: { _ in
        try Task.checkCancellation()
        await Task.yield()
      }, random: { 0.5 })
  }
}

/// Bytes that look random and are the same in every run.
final class SeededBytes: Sendable {
  private let generator = Mutex(SeededGenerator(seed: 7))

  func next(_ count: Int) -> [UInt8] {
    generator.withLock { generator in
      (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }
  }
}
