#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Synchronization

/// Unpredictable bytes from the operating system, drawn in advance; none is given out twice.
final class EntropyReserve: Sendable {
  /// The most bytes the system gives at once.
  private static let size = 256

  private let bytes = Mutex<[UInt8]>([])

  /// Returns `count` bytes and forgets them.
  func take(_ count: Int) -> [UInt8] {
    bytes.withLock { bytes in
      while bytes.count < count { bytes += Self.draw() }
      let taken = Array(bytes.suffix(count))
      bytes.removeLast(count)
      return taken
    }
  }

  private static func draw() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      guard getentropy(buffer.baseAddress, size) == 0 else {
        preconditionFailure("The operating system has no random bytes.")
      }
      count = size
    }
  }
}
