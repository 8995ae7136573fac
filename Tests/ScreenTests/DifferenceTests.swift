import Screen
import Testing

@Suite struct DifferenceTests {
  private func surface(_ text: String, style: Style = .plain) -> Surface {
    var surface = Surface(size: Size(columns: 8, rows: 2))
    surface.draw(text, column: 0, row: 1, style: style)
    return surface
  }

  private func run(_ column: Int, _ text: String, _ style: Style = .plain) -> Run {
    Run(position: Point(column: column, row: 1), style: style, text: text)
  }

  @Test func `equal pictures have no difference`() {
    #expect(surface("abc").difference(from: surface("abc")).isEmpty)
  }

  @Test func `only changed cells are written`() {
    #expect(
      surface("aXcdYZ").difference(from: surface("abcdef")) == [run(1, "X"), run(4, "YZ")])
  }

  @Test func `cells of another style form a run of their own`() {
    var after = surface("ab")
    after.draw("c", column: 2, row: 1, style: Style(.goal))
    #expect(after.difference(from: surface("")) == [run(0, "ab"), run(2, "c", Style(.goal))])
  }

  @Test func `a change of style alone is a difference`() {
    let crate = Style(.crate)
    #expect(
      surface("ab", style: crate).difference(from: surface("ab")) == [run(0, "ab", crate)])
  }

  @Test func `a wide character is written whole when half of it was covered`() {
    #expect(surface("a漢").difference(from: surface("a  ")) == [run(1, "漢")])
    #expect(surface("a").difference(from: surface("a漢")) == [run(1, "  ")])
  }

  @Test func `another extent is drawn anew`() {
    let small = Surface(size: Size(columns: 2, rows: 1))
    #expect(
      small.difference(from: surface("abc"))
        == [Run(position: Point(column: 0, row: 0), style: .plain, text: "  ")])
    #expect(small.difference(from: nil).count == 1)
  }

  @Test func `the difference leads from one picture to the other`() {
    let texts = ["", "ab漢def", "a漢字x", "  漢漢", "abcdefgh", "漢 b 字"]
    for before in texts {
      for after in texts {
        var shown = surface(before)
        for run in surface(after).difference(from: shown) {
          shown.draw(run.text, column: run.position.column, row: run.position.row)
        }
        #expect(shown == surface(after), "\(before) -> \(after)")
      }
    }
  }
}
