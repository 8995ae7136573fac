import IdentityTokens
import SyncCore
import SyncServer
import Synchronization

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
  private let milliseconds = Mutex<Int64>(1_800_000_000_000)

  var now: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

  func advance(bySeconds seconds: Int64) { milliseconds.withLock { $0 += seconds * 1_000 } }
}

/// Bytes that look random and are the same in every run.
final class TestEntropy: Sendable {
  private let state: Mutex<UInt64>

  init(seed: UInt64) { state = Mutex(seed) }

  var entropy: Entropy {
    Entropy { count in (0..<count).map { _ in UInt8(truncatingIfNeeded: self.next()) } }
  }

  private func next() -> UInt64 {
    state.withLock { state in
      state &+= 0x9e37_79b9_7f4a_7c15
      var value = state
      value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
      value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
      return value ^ (value >> 31)
    }
  }
}
