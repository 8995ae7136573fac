import Screen
import Testing

@Suite struct SurfaceTests {
  @Test func `text is clipped at every edge`() {
    var surface = Surface(size: Size(columns: 4, rows: 2))
    surface.draw("abcdef", column: -1, row: 0)
    surface.draw("xy", column: 3, row: 1)
    surface.draw("no", column: 0, row: -1)
    surface.draw("no", column: 0, row: 2)
    #expect(surface.text == "bcde\n   x")
  }

  @Test func `drawing reports the columns the whole text needs`() {
    var surface = Surface(size: Size(columns: 2, rows: 1))
    #expect(surface.draw("a漢e\u{301}", column: 0, row: 0) == 4)
  }

  @Test func `a wide character fills two columns`() {
    var surface = Surface(size: Size(columns: 4, rows: 1))
    surface.draw("漢x", column: 0, row: 0)
    #expect(surface.text == "漢x")
    #expect(surface[1, 0].isContinuation)
    #expect(surface[2, 0].character == "x")
  }

  @Test(arguments: [-1, 3]) func `half of a wide character is never drawn`(column: Int) {
    var surface = Surface(size: Size(columns: 4, rows: 1))
    surface.draw("漢", column: column, row: 0)
    #expect(surface.text == "")
  }

  @Test(arguments: [0, 1]) func `overwriting half of a wide character blanks the rest`(column: Int)
  {
    var surface = Surface(size: Size(columns: 3, rows: 1))
    surface.draw("漢z", column: 0, row: 0)
    surface.draw("a", column: column, row: 0)
    #expect(surface.text == (column == 0 ? "a z" : " az"))
    #expect(!surface[0, 0].isContinuation && !surface[1, 0].isContinuation)
  }

  @Test func `a wide character over the halves of two others blanks both`() {
    var surface = Surface(size: Size(columns: 4, rows: 1))
    surface.draw("漢字", column: 0, row: 0)
    surface.draw("語", column: 1, row: 0)
    #expect(surface.text == " 語")
    #expect(surface[3, 0] == .blank)
  }

  @Test func `combining marks join the character before them`() {
    var surface = Surface(size: Size(columns: 4, rows: 1))
    surface.draw("e\u{301}x", column: 0, row: 0)
    #expect(surface[0, 0].character == "e\u{301}")
    #expect(surface[1, 0].character == "x")
  }

  @Test(arguments: ["\u{1B}", "\n", "\u{7F}", "\u{9B}", "\u{202E}", "\u{2066}"])
  func `what would steer the terminal is drawn as a question mark`(character: String) {
    var surface = Surface(size: Size(columns: 3, rows: 1))
    surface.draw("a\(character)b", column: 0, row: 0)
    #expect(surface.text == "a?b")
  }

  @Test func `joined emoji are drawn as their first part`() {
    var surface = Surface(size: Size(columns: 4, rows: 1))
    surface.draw("👩‍🚀x", column: 0, row: 0)
    #expect(surface.text == "👩x")
  }

  @Test func `part of another surface is copied`() {
    var source = Surface(size: Size(columns: 4, rows: 2))
    source.draw("ab漢", column: 0, row: 1, style: Style(.crate))
    var target = Surface(size: Size(columns: 4, rows: 2))
    target.draw(
      source, from: Point(column: 1, row: 1), extent: Size(columns: 2, rows: 1), column: 2, row: 0)
    #expect(target.text == "  b\n")
    #expect(target[2, 0].style == Style(.crate))
  }

  @Test func `restyling leaves the characters`() {
    var surface = Surface(size: Size(columns: 3, rows: 1))
    surface.draw("漢x", column: 0, row: 0)
    surface.restyle(column: 0, row: 0, columns: 9, style: Style(.goal))
    #expect(surface.text == "漢x")
    #expect(surface[1, 0].style == Style(.goal) && surface[2, 0].style == Style(.goal))
  }

  @Test func `the style map names each style once`() {
    var surface = Surface(size: Size(columns: 4, rows: 2))
    surface.draw("ab", column: 1, row: 0, style: Style(.crate))
    surface.draw("c", column: 0, row: 1, style: Style(.goal, bold: true, reverse: true))
    #expect(surface.styleMap == ".aa\nb\na crate\nb goal bold reverse")
  }
}
