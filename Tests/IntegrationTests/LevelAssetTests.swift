import Foundation
import PuzzleRules
import Testing

@Suite struct LevelAssetTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Assets/Levels")

  private static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path()))
    .map { $0.filter { $0.hasSuffix(".holds") }.sorted() } ?? []

  @Test func `there are level files`() { #expect(Self.names.contains("hundred-holds.holds")) }

  @Test(arguments: names) func `a level file reads, and each solution solves its level`(
    name: String
  ) throws {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let file = try LevelFile(parsing: text, name: name)
    for level in file.levels {
      let solution = LURD.text(of: try #require(level.solution))
      let attempt = try Attempt(level: level, replaying: LURD.actions(in: solution))
      #expect(attempt.isSolved, "level \(level.number ?? 0)")
      #expect(attempt.pushes == level.par?.pushes && attempt.moves == level.par?.moves)
    }
  }
}
