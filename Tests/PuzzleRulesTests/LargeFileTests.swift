import PuzzleRules
import Testing

/// Files made to take long, though not of full size: programs are built faster than tests.
@Suite struct LargeFileTests {
  private static func filled(_ head: String, _ unit: String, share: Int = 1) -> [UInt8] {
    let count = (LevelFile.maximumBytes / share - head.utf8.count) / unit.utf8.count
    return Array(head.utf8) + Array(repeatElement(Array(unit.utf8), count: count).joined())
  }

  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      ("", "Comment:\n"), ("", "#\n"), ("", "\n"), ("#####\n#@$.#\n#####\n", "99999u\n\n"),
      ("", "64(64(64(64(#))))|\n"), ("Format: holds 1\n", "Level:\n"),
      ("Format: holds 1\nLevel:\nMap:\n", "####\n"), ("Format: holds 1\n", ";\n"),
      ("Format: holds 1\nLevel: 1\nMap:\n#####\n#@$.#\n#####\nFloor:\n", "#####\n"),
    ]) func `G-014 a large file is read or refused in time`(head: String, unit: String)
  {
    let bytes = Self.filled(head, unit, share: 32)
    let file = try? LevelFile(importing: bytes, name: "f")
    #expect(file.map { $0.levels.count <= 1 } ?? true)
  }

  @Test func `solutions that go on and on are refused together`() {
    let level = "Level:\nSolution: 99999l\nMap:\n#####\n#@-.#\n#####\n"
    let bytes = Self.filled("Format: holds 1\n", level, share: 512)
    let error = #expect(throws: LevelFileError.self) { try LevelFile(parsing: bytes, name: "f") }
    let messages = Set(error?.issues.map(\.message) ?? [])
    #expect(messages.contains { $0.hasPrefix("the solutions before have 2000000 actions") })
  }

  @Test func `a board of the largest size is read, played and written`() throws {
    let side = Level.maximumSide
    let wall = String(repeating: "#", count: side)
    let row = "#" + String(repeating: "-", count: side - 2) + "#"
    let first = "#@$." + String(repeating: "~", count: side - 5) + "#"
    let map = [wall, first] + Array(repeating: row, count: side - 3) + [wall]
    let level = try #require(Level(map: map))
    var attempt = Attempt(level: level)
    try attempt.play("rr")
    #expect(attempt.state.crates == [Crate(Position(column: side - 2, row: 1))])
    var file = LevelFile()
    file.levels = [level]
    #expect(try LevelFile(parsing: file.text, name: "f").levels == [level])
  }
}
