/// Where unpredictable bytes come from.
package struct Entropy: Sendable {
  /// Returns the given number of fresh bytes.
  package var bytes: @Sendable (Int) -> [UInt8]

  /// Creates a source from its one function.
  package init(bytes: @escaping @Sendable (Int) -> [UInt8]) { self.bytes = bytes }

  /// Draws from the operating system's cryptographic generator, a few hundred bytes at a time, for
  /// each draw is a system call.
  package static let system: Entropy = {
    let reserve = EntropyReserve()
    return Entropy { reserve.take($0) }
  }()

  /// Returns `count` characters drawn evenly from 32 capital letters and digits.
  func base32(_ count: Int) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    return String(decoding: bytes(count).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
  }
}

extension Entropy: RandomNumberGenerator {
  /// Returns eight fresh bytes as a number.
  package func next() -> UInt64 { bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
