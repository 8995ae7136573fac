import CommandProgram
import Testing

@testable import syncctl

@Suite struct TableTests {
  private var table: Table {
    Table(
      columns: [.flexible("KEY", minimum: 4), .flexible("VALUE", minimum: 4), .number("COUNT")],
      rows: [["a", "short", "7"], ["level.001", "a rather long value", "1024"]])
  }

  @Test func `columns stand under their headings, numbers at the right`() {
    #expect(
      table.lines(width: nil) == [
        "KEY        VALUE                COUNT",
        "a          short                    7",
        "level.001  a rather long value   1024",
      ])
  }

  @Test(arguments: 20...40) func `a table fits the terminal, and its numbers stay whole`(width: Int)
  {
    let lines = table.lines(width: width)
    #expect(lines.allSatisfy { $0.columns <= width })
    #expect(lines[2].hasSuffix(" 1024"))
  }

  @Test func `a table that cannot fit keeps the least of each column`() {
    #expect(table.lines(width: 1)[2] == "lev…  a r…   1024")
  }

  @Test func `wide characters count twice and marks not at all`() {
    let table = Table(
      columns: [.text("A"), .text("B")], rows: [["漢字", "x"], ["e\u{301}", "y"], ["abcd", "z"]])
    #expect(table.lines(width: nil) == ["A     B", "漢字  x", "e\u{301}     y", "abcd  z"])
  }

  @Test func `facts stand under one another, and those without a value are left out`() {
    var facts = Facts()
    facts.add("Pool", "p")
    facts.add("Modified", "today")
    facts.add("Failure", nil)
    #expect(facts.lines == ["Pool      p", "Modified  today"])
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (1_048_576, "1.0 MB"), (15_500, "15.5 kB"),
    (2_500_000_000, "2.5 GB"),
  ]) func `sizes are spelled for people`(bytes: Int, text: String) {
    #expect(bytes.bytesText == text)
  }
}
