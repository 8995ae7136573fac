import PuzzleRules
import TestKit
import Testing

@Suite struct LURDTests {
  @Test(arguments: [
    ("", ""), ("udlr", "udlr"), ("3r2(Ru)", "rrrRuRu"), ("2(2(rL)u)", "rLrLurLrLu"),
    ("10s", "ssssssssss"),
    ("()u", "u"), ("003R", "RRR"),
  ])
  func `the run-length form stands for`(text: String, plain: String) throws {
    #expect(LURD.text(of: try LURD.recordedActions(in: text)) == plain)
  }

  @Test(arguments: [
    ("x", 0, LURDError.Reason.unexpected("x")), ("r u", 1, .unexpected(" ")),
    ("r)", 1, .unexpected(")")),
    ("2", 1, .end), ("2(r", 3, .end), ("(", 1, .end), ("r0u", 1, .count), ("r100001u", 1, .count),
    ("1000(1000(r))", 0, .count), ("99999999999999999999r", 0, .count), ("5é", 1, .unexpected("é")),
    (String(repeating: "(", count: 17) + String(repeating: ")", count: 17), 17, .depth),
  ])
  func `a text that is not LURD tells where and why`(
    text: String, offset: Int, reason: LURDError.Reason
  ) {
    let error = #expect(throws: LURDError.self) { try LURD.actions(in: text) }
    #expect(error?.offset == offset)
    #expect(error?.reason == reason)
  }

  @Test(arguments: [
    ("rrr", "3r"), ("rr", "rr"), ("rururu", "3(ru)"), ("RuRuRuRu", "4(Ru)"), ("udlr", "udlr"),
    ("rrrrrrrrrrrr", "12r"), ("RrRrRr", "3(Rr)"),
  ])
  func `the encoder is short where there is something to gain`(plain: String, short: String) throws
  {
    #expect(LURD.runLengthText(of: try LURD.recordedActions(in: plain)) == short)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `encoding and decoding are inverse and never longer`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let letters = Array("udlrUDLRs".prefix(Int.random(in: 1...9, using: &generator)))
    let count = Int.random(in: 0...300, using: &generator)
    let plain = String((0..<count).map { _ in letters.randomElement(using: &generator) ?? "u" })
    let actions = try LURD.recordedActions(in: plain)
    let short = LURD.runLengthText(of: actions)
    #expect(try LURD.recordedActions(in: short) == actions)
    #expect(short.utf8.count <= plain.utf8.count)
  }
}
