import Game
import PuzzleRules
import Testing

@Suite struct RecordTests {
  private static let id = "0123456789abcdef"

  @Test(arguments: [
    "playerName", "currentLevel", "highScore", "best.001", "wip.100", "alt.042", "mine.007",
    "resume",
    "dev.desk-1", "stat.a:b", "set.theme",
  ])
  func `a key is read and written alike`(text: String) throws {
    #expect(try #require(ProgressKey(text)).text == text)
  }

  @Test(arguments: [
    "", "best", "best.", "best.1", "best.0001", "best.000", "best.101", "best.+01", "wip.x01",
    "dev.",
    "other.001", "Playername",
  ])
  func `a key of no known form is left alone`(text: String) {
    #expect(ProgressKey(text) == nil)
  }

  @Test func `a best is read and written alike`() throws {
    for text in [
      "1 \(Self.id) 922 - 2 3 rRR", "1 \(Self.id) 800 h 3 3 3R", "1 \(Self.id) 500 p 9 20 -",
    ] {
      #expect(try #require(LevelResult(record: text)).record == text)
    }
  }

  @Test(arguments: [
    "", "1", "2 \(id) 922 - 2 3 rRR", "1 xyz 922 - 2 3 rRR", "1 \(id) 499 - 2 3 rRR",
    "1 \(id) 1001 - 2 3 rRR", "1 \(id) -5 - 2 3 rRR", "1 \(id) 922 x 2 3 rRR",
    "1 \(id) 922 - 3 3 rRR",
    "1 \(id) 922 - 2 4 rRR", "1 \(id) 922 - 4 3 -", "1 \(id) 922 - 2 3 rRq", "1 \(id) 922 - 2 3",
    "1 \(id) 922 - 2 3 rRR more", "1  \(id) 922 - 2 3 rRR",
  ])
  func `a broken best is refused`(text: String) {
    #expect(LevelResult(record: text) == nil)
  }

  @Test func `a solution too long for its record is left out`() throws {
    let solution = try LURD.recordedActions(in: String(repeating: "rdlu", count: 20) + "R")
    var generator: UInt64 = 1
    let long = (0..<3000).map { _ in
      generator = generator &* 6_364_136_223_846_793_005 &+ 1
      return solution[Int(generator >> 33) % 4]
    }
    let result = LevelResult(
      levelID: Self.id, points: 600, assistance: .none, pushes: 0, moves: 3000, solution: long)
    #expect(result.record == "1 \(Self.id) 600 - 0 3000 -")
    let short = LevelResult(
      levelID: Self.id, points: 600, assistance: .none, pushes: 1, moves: 81, solution: solution)
    #expect(short.record.hasSuffix("R") && short.record.utf8.count < 100)
  }

  @Test(arguments: ["1 3 14 desk 7", "1 100 0 a.b:c_d-e 0"])
  func `a resume point is read and written alike`(text: String) throws {
    #expect(try #require(ResumePoint(text)).text == text)
  }

  @Test(arguments: [
    "", "1 0 14 desk 7", "1 101 14 desk 7", "1 3 -1 desk 7", "1 3 14 de/sk 7", "1 3 14 desk",
    "2 3 14 desk 7",
    "1 3 14 desk 99999999999999999", "1 3 14 désk 7",
  ])
  func `a broken resume point is refused`(text: String) {
    #expect(ResumePoint(text) == nil)
  }

  @Test func `statistics and devices are read and written alike`() throws {
    #expect(try #require(DeviceStatistics("1 10 4 60 2")).text == "1 10 4 60 2")
    #expect(DeviceStatistics("1 10 4 60") == nil)
    #expect(DeviceStatistics("1 10 4 60 -2") == nil)
    let device = try #require(DevicePresence("1 3 14 1700000000 the big desk"))
    #expect(device.name == "the big desk")
    #expect(device.text == "1 3 14 1700000000 the big desk")
    #expect(DevicePresence("1 3 14 1700000000 \u{1B}[2J") == nil)
  }

  @Test(arguments: [
    ("Mira", true), ("Ämne 名", true), (String(repeating: "x", count: 32), true), ("", false),
    (" ", false),
    ("a\nb", false), ("\u{1B}[31m", false), (" a", false),
    (String(repeating: "x", count: 33), false),
  ])
  func `a name is 1 to 32 visible characters`(name: String, isValid: Bool) {
    #expect(PlayerName.isValid(name) == isValid)
  }
}
