import PuzzleRules
import Testing

/// One block of `classicVectors`.
struct RuleVector: Sendable, CustomTestStringConvertible {
  let fields: [String: String]

  var testDescription: String { fields["Vector"] ?? "unnamed" }

  static let all: [RuleVector] = classicVectors.split(separator: "\n\n").map { block in
    var fields: [String: String] = [:]
    var current = ""
    for line in block.split(separator: "\n") {
      if let colon = line.firstIndex(of: ":") {
        current = String(line[..<colon])
        fields[current] = line[line.index(after: colon)...].trimming
      } else {
        fields[current, default: ""] += (fields[current] == "" ? "" : "\n") + line
      }
    }
    return RuleVector(fields: fields)
  }

  func field(_ name: String) throws -> String { try #require(fields[name]) }
}

extension Substring {
  fileprivate var trimming: String { String(drop { $0 == " " }) }
}

@Suite struct ClassicVectorTests {
  @Test func `there are vectors to check`() {
    #expect(RuleVector.all.count == 5)
  }

  @Test(arguments: RuleVector.all)
  func `a vector gives the stated history, counts and board`(vector: RuleVector) throws {
    var attempt = Attempt(level: try .drawn(try vector.field("Map")))
    try attempt.play(try vector.field("Input"))
    #expect(attempt.text == (try vector.field("Applied")))
    #expect(String(attempt.moves) == (try vector.field("Moves")))
    #expect(String(attempt.pushes) == (try vector.field("Pushes")))
    #expect(String(attempt.state.activeKeeper) == (try vector.field("Active")))
    #expect((attempt.isSolved ? "yes" : "no") == (try vector.field("Solved")))
    #expect(attempt.picture == (try vector.field("Result")))
  }
}
