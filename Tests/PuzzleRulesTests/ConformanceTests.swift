import Foundation
import PuzzleRules
import Testing

/// The vectors that come with the rule book.
@Suite struct ConformanceTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Vectors/game-vectors.txt")

  static let vectors =
    (try? String(contentsOf: file, encoding: .utf8)).flatMap { text in
      try? RuleVector.all(in: text, file: "game-vectors.txt")
    } ?? []

  @Test func `there are 94 vectors with names of their own`() {
    #expect(Self.vectors.count == 94)
    #expect(Set(Self.vectors.map(\.name)).count == 94)
  }

  @Test(arguments: vectors) func `G-001 a vector gives what it states`(vector: RuleVector) {
    #expect(vector.failures == [])
  }

  @Test(arguments: [
    ("Applied: R", "applied is 'RR', not 'R'"), ("Moves: 3", "moves is '2', not '3'"),
    ("Pushes: 1", "pushes is '2', not '1'"), ("Keys: 1", "keys is '0', not '1'"),
    ("Active: 2", "active is '1', not '2'"), ("Solved: no", "solved is 'yes', not 'no'"),
    ("Result:\n#@#", "result is\n######\n#--@*#\n######"),
    ("Terrain:\n#@#", "terrain is\n######\n#---.#\n######"), ("Input: x", "the input is not LURD"),
  ]) func `a vector that states something else fails and says why`(
    line: String, failure: String
  ) throws {
    let text = "Vector: v\n\(line)\nMap:\n######\n#@$-.#\n######\nInput: rrr\n"
    let vector = try #require(try RuleVector.all(in: text, file: "f").first)
    #expect(vector.failures == [failure])
  }

  @Test func `a vector whose board is wrong fails, and a file without vectors is refused`() throws {
    let text = "Vector: v\nMap:\n###\n#~#\n###\n\nVector: w\n"
    let vectors = try RuleVector.all(in: text, file: "f")
    #expect(
      vectors.map(\.failures) == [
        ["line 2, column 1: the map has no keeper '@'"], ["there is no 'Map:'"],
      ])
    #expect(throws: LevelFileError.self) { try RuleVector.all(in: "Level: 1\n", file: "f") }
  }
}

extension RuleVector: CustomTestStringConvertible {
  /// The name.
  public var testDescription: String { name }
}
