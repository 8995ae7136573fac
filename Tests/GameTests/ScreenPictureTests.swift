import Screen
import TestKit
import Testing

@testable import Game

@Suite struct ScreenPictureTests {
  @Test(arguments: Exhibits.all) func `at 80x24 in ASCII`(exhibit: Exhibit) {
    expect(exhibit, columns: 80, rows: 24)
  }

  @Test(arguments: Exhibits.all) func `at 60x20 in ASCII`(exhibit: Exhibit) {
    expect(exhibit, columns: 60, rows: 20)
  }

  @Test(arguments: Exhibits.inUnicode) func `at 80x24 in Unicode`(exhibit: Exhibit) {
    expect(exhibit, columns: 80, rows: 24, suffix: "-unicode")
  }

  @Test(arguments: [(59, 20), (60, 19), (48, 16), (40, 12), (20, 5), (6, 2)])
  func `too small`(columns: Int, rows: Int) {
    expect(Exhibit("too-small", Session.playing(3)), columns: columns, rows: rows)
  }

  private func expect(_ exhibit: Exhibit, columns: Int, rows: Int, suffix: String = "") {
    let surface = render(exhibit.state, size: Size(columns: columns, rows: rows))
    let mismatch = Snapshot.mismatch(
      of: surface, named: "\(exhibit.name)-\(columns)x\(rows)\(suffix)")
    #expect(mismatch == nil)
  }
}
