package import SyncCore
import Synchronization

/// The service's clock, as this device's clock plus what answers have taught about the difference.
package final class ServiceClock: Sendable {
  private let now: @Sendable () -> Timestamp
  private let offset = Mutex<Int64>(0)

  /// Creates a clock that trusts the device until an answer contradicts it.
  package init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

  /// The service's time, as far as this device knows.
  package var time: Timestamp {
    Timestamp(milliseconds: now().milliseconds + offset.withLock { $0 })
  }

  /// Learns from an answer's date and tells whether the difference changed.
  ///
  /// Less than half a minute is left alone: a date has whole seconds and takes its time to arrive.
  @discardableResult
  package func observe(_ date: Timestamp) -> Bool {
    let difference = date.milliseconds - now().milliseconds
    return offset.withLock { offset in
      guard abs(difference - offset) > 30_000 else { return false }
      offset = abs(difference) > 30_000 ? difference : 0
      return true
    }
  }
}
