import ArgumentParser
import Foundation
import PuzzleRules
import PuzzleSolver
import Testing

@testable import holds

@Suite struct SolvedLineTests {
  private func line(
    _ map: [String], title: String = "", seconds: Double = 20, memory: Int = 64 << 20
  ) throws -> SolvedLine {
    var level = try #require(Level(map: map))
    level.notes.title = title
    let limits = SolverLimits(time: .seconds(seconds), memory: memory)
    return SolvedLine(level, place: 3, PuzzleSolver(limits: limits).solve(level))
  }

  private func object(_ line: SolvedLine) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(line.json.utf8)) as? [String: Any])
  }

  @Test func `a solved level is a JSON object on one line`() throws {
    let line = try line(["######", "#@$-.#", "######"], title: "A \"quoted\" \\ title\n\u{1b}[2J")
    #expect(line.json.hasPrefix(#"{"level":3,"title":"A \"quoted\" \\ title\u000a\u001b[2J","#))
    #expect(!line.json.contains("\n"))
    let object = try object(line)
    #expect(object["status"] as? String == "optimal")
    #expect(object["pushes"] as? Int == 2)
    #expect(object["moves"] as? Int == 2)
    #expect(object["bound"] as? Int == 2)
    #expect(object["solution"] as? String == "RR")
    #expect(object["nodes"] as? Int != nil)
    #expect(object["seconds"] as? Double != nil)
    #expect(line.row.contains("optimal"))
  }

  @Test func `an unsolvable level has neither solution nor bound`() throws {
    let object = try object(try line(["######", "#@.$-#", "######"]))
    #expect(object["status"] as? String == "unsolvable")
    for key in ["pushes", "moves", "bound", "solution"] { #expect(object[key] is NSNull, "\(key)") }
  }

  @Test(arguments: [
    ["x.holds", "--time", "0"], ["x.holds", "--time", "-1"], ["x.holds", "--mem", "0"],
    ["x.holds", "--time", "nan"], [], ["x.holds", "y.holds"],
  ]) func `a wrong use is refused`(arguments: [String]) throws {
    let error = #expect(throws: (any Error).self) { try SolveCommand.parse(arguments) }
    #expect(SolveCommand.exitCode(for: try #require(error)) == .validationFailure)
  }
}
