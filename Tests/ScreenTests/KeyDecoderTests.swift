import Screen
import Testing

@Suite struct KeyDecoderTests {
  private func keys(_ text: String) -> [Key] {
    var decoder = KeyDecoder()
    return decoder.feed(text.utf8) + decoder.flush()
  }

  @Test(
    arguments: [
      ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}OC", .right),
      ("\u{1B}[D", .left), ("\u{1B}[1;5C", .right), ("\u{1B}[H", .home), ("\u{1B}[4~", .end),
      ("\u{1B}[1~", .home), ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown),
      ("\u{1B}[3~", .delete),
      ("\u{1B}[Z", .backTab), ("\t", .tab), ("\r", .enter), ("\n", .enter), ("\u{7F}", .backspace),
      ("\u{8}", .backspace), ("\u{1B}", .escape), ("\u{1A}", .control("z")),
      ("\u{3}", .control("c")),
      ("q", "q"), ("U", "U"), ("?", "?"), (" ", " "), ("é", "é"), ("漢", "漢"), ("😀", "😀"),
    ] as [(String, Key)])
  func `a sequence is one key`(text: String, key: Key) {
    #expect(keys(text) == [key])
  }

  @Test(arguments: [
    "\u{1B}[", "\u{1B}O", "\u{1B}[1;", "\u{1B}[99~", "\u{1B}[[A", "\u{1B}[?1;2c", "\u{1B}[<0;3;4M",
    "\u{1B}[<0;3;4m", "\u{1B}[M !!", "\u{1B}]0;title\u{7}", "\u{1B}]0;title\u{1B}\\",
    "\u{1B}P1$r\u{1B}\\", "\u{1B}[200~", "\u{1B}[I", "\0", "\u{1C}",
  ])
  func `noise is no key`(text: String) {
    #expect(keys(text) == [])
  }

  @Test(
    arguments: [
      [0xFF], [0x80], [0xC0, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF8, 0x88, 0x80, 0x80], [0xC2, 0x9B], [0xE0, 0x80, 0x80],
    ] as [[UInt8]])
  func `broken UTF-8 is no key, and the next key is read`(bytes: [UInt8]) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(bytes + Array("q".utf8)) == ["q"])
  }

  @Test func `a lone Escape becomes a key once nothing follows`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.patience == .milliseconds(40))
    #expect(decoder.flush() == [.escape])
    #expect(decoder.patience == nil)
  }

  @Test func `a sequence may arrive in pieces`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.feed([0x5B]) == [])
    #expect(decoder.patience == .milliseconds(500))
    #expect(decoder.feed([0x41]) == [.up])
    #expect(decoder.patience == nil)
  }

  @Test func `half a sequence is forgotten`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B, 0x5B, 0x31]) == [])
    #expect(decoder.flush() == [])
    #expect(decoder.feed([0x75]) == ["u"])
  }

  @Test func `Escape typed ahead of a letter is two keys`() {
    #expect(keys("\u{1B}q") == [.escape, "q"])
    #expect(keys("\u{1B}\u{1B}") == [.escape, .escape])
    #expect(keys("\u{1B}\u{1B}[A") == [.escape, .up])
  }

  @Test func `keys typed ahead come in order`() {
    #expect(keys("ul\u{1B}[A\u{1B}[Br\r") == ["u", "l", .up, .down, "r", .enter])
  }

  @Test func `a million random bytes leave the decoder working`() {
    var state: UInt64 = 7
    var decoder = KeyDecoder()
    var count = 0
    for _ in 0..<10_000 {
      let bytes = (0..<100).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      count += decoder.feed(bytes).count
    }
    _ = decoder.flush()
    #expect(count > 0)
    #expect(decoder.feed("u".utf8) == ["u"])
  }
}
