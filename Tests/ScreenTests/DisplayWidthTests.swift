import Screen
import Testing

@Suite struct DisplayWidthTests {
  @Test(
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("\u{301}", 0), ("漢", 2), ("한", 2), ("ア", 2), ("ｱ", 1),
      ("Ａ", 2), ("😀", 2), ("█", 1), ("★", 1), ("→", 1), ("\u{200B}", 0), ("Ж", 1), ("ש", 1),
    ] as [(Character, Int)])
  func `a character has the width terminals give it`(character: Character, width: Int) {
    #expect(character.displayWidth == width)
  }

  @Test func `ornaments are all one column wide`() {
    #expect(GlyphSet.ornaments.allSatisfy { $0.displayWidth == 1 && !$0.isASCII })
  }

  @Test(arguments: [(0, ""), (1, "a"), (2, "a"), (3, "a漢"), (4, "a漢b"), (9, "a漢b")])
  func `the part that fits does not cut wide characters`(columns: Int, part: String) {
    #expect("a漢b".fitting(columns) == part)
  }
}
