import Glibc

/// What has to be known of an answer's head to find its end.
struct AnswerHead {
  /// The head's size in bytes, its last line included.
  var size = 0
  var status: Int
  var contentLength = 0

  /// Reads the head at the beginning of `bytes`, or nothing while it is incomplete.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 16, let start = bytes.baseAddress else { return nil }
    status = Self.number(bytes, from: 9)
    var line = 9
    while let newline = memchr(start + line, 0x0a, bytes.count - line) {
      line = UnsafeRawPointer(newline) - start + 1
      guard line + 1 < bytes.count else { return nil }
      if bytes[line] == 0x0d {
        size = line + 2
        return
      }
      guard line + 16 < bytes.count else { continue }
      let text = start.advanced(by: line).assumingMemoryBound(to: CChar.self)
      guard strncasecmp(text, "content-length:", 15) == 0 else { continue }
      contentLength = Self.number(bytes, from: line + 16)
    }
    return nil
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, from offset: Int) -> Int {
    bytes[offset...].prefix { (0x30...0x39).contains($0) }.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
