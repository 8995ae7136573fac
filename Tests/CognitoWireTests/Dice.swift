/// Random numbers that are the same in every run.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A step of SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &self) }

  private static let pieces: [[UInt8]] =
    [
      "null", "-1", "1e999", "1e-999", "-0", "9223372036854775807", "9223372036854775808",
      "0.0000000001", "\"\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "{}", "[]",
      "[[[[[[[[", "{\"a\":{\"a\":", "true", "\"", "\\", ",", ":", "}", "]", "é", "e\u{301}",
      "us-east-1:a", "%", "&", "=", "+", "%zz", "%00", "/", "..", "\r\n", "999999999999999999999",
      "1.7976931348623157e308", "\"Op\":\"remove\"", "\"Value\":null",
    ].map { Array($0.utf8) } + [
      [0xff], [0xc3], [0xed, 0xa0, 0x80], [0], [0xf4, 0x90, 0x80, 0x80],
    ]

  /// Returns `bytes` with one to four changes.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(4) {
      let start = below(bytes.count + 1)
      let end = min(bytes.count, start + below(12))
      switch below(5) {
      case 0: bytes.replaceSubrange(start..<end, with: Self.pieces[below(Self.pieces.count)])
      case 1: bytes.insert(contentsOf: Self.pieces[below(Self.pieces.count)], at: start)
      case 2: bytes.removeSubrange(start..<end)
      case 3: bytes.insert(contentsOf: bytes[start..<end], at: below(bytes.count + 1))
      default: if start < bytes.count { bytes[start] ^= 1 << UInt8(below(8)) }
      }
    }
    return bytes
  }

  /// Returns `text` with some changes, repaired to UTF-8.
  mutating func mutated(_ text: String) -> String {
    String(decoding: mutated(Array(text.utf8)), as: UTF8.self)
  }
}
