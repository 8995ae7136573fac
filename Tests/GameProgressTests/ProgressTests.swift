import Game
import PuzzleRules
import Testing

@Suite struct ProgressTests {
  @Test func `a dataset with only the three seed keys loads`() throws {
    let progress = try Fixture.progress(
      ["playerName": "Mira", "currentLevel": "4", "highScore": "38210"])
    #expect(progress.playerName == "Mira")
    #expect(progress.levelToResume == 4)
    #expect(progress.highScore == 38210)
    #expect(progress.totalScore == 0)
  }

  @Test(arguments: [
    ("currentLevel", "0"), ("currentLevel", "101"), ("currentLevel", "four"),
    ("currentLevel", "57"),
    ("highScore", "-1"), ("highScore", "100001"), ("highScore", "lots"), ("playerName", ""),
    ("playerName", String(repeating: "x", count: 33)), ("best.001", "1 nonsense"),
    ("wip.001", "1 nonsense"),
    ("resume", "1 nonsense"), ("best.001", "1 0000000000000000 900 - 1 1 R"),
  ])
  func `an invalid record counts as none and stays`(key: String, value: String) throws {
    let progress = try Fixture.progress([key: value])
    #expect(progress.playerName == nil)
    #expect(progress.levelToResume == 1)
    #expect(progress.highScore == 0)
    #expect(progress.best(ofLevel: 1) == nil)
    #expect(progress.savedAttempt(atLevel: 1) == nil)
    #expect(progress.shared[key] == value)
  }

  @Test func `nothing is known of a new player`() throws {
    let progress = try Fixture.progress()
    #expect(progress.levelToResume == 1)
    #expect(progress.isOpen(chapter: 1))
    #expect(!progress.isOpen(chapter: 2))
    #expect(progress.isOpen(level: 10))
    #expect(!progress.isOpen(level: 11))
  }

  @Test func `bests give scores, stars and the next chapter`() throws {
    var records: [String: String] = [:]
    for level in 1...5 { records["best.00\(level)"] = try Fixture.best(ofLevel: level) }
    var progress = try Fixture.progress(records)
    #expect(progress.totalScore == 5000)
    #expect(progress.highScore == 5000)
    #expect(progress.solvedLevels(inChapter: 1) == 5)
    #expect(!progress.isOpen(chapter: 2))
    #expect(progress.levelToResume == 6)
    #expect(progress.score(ofLevel: 1)?.hasCrown == true)
    #expect(progress.score(ofLevel: 6) == nil)

    let sixth = try Fixture.best(ofLevel: 6)
    progress.apply([ProgressChange(scope: .shared, key: "best.006", value: sixth)])
    #expect(progress.isOpen(chapter: 2))
  }

  @Test func `the level to resume is the one opened last, by any client`() throws {
    let resume = "1 5 0 desk 9"
    #expect(try Fixture.progress(["resume": resume]).levelToResume == 5)
    #expect(try Fixture.progress(["resume": resume, "currentLevel": "7"]).levelToResume == 7)
    #expect(try Fixture.progress(["resume": resume, "currentLevel": "no"]).levelToResume == 5)
  }

  @Test func `sequence numbers go on from the highest in any record`() throws {
    let shared = [
      "wip.003": try Fixture.saved("d", sequence: 40).text, "resume": "1 3 1 desk 41",
      "best.001": try Fixture.best(ofLevel: 1),
    ]
    let device = ["mine.004": try Fixture.saved("r", sequence: 42, atLevel: 4).text]
    let progress = try Fixture.progress(shared, device: device)
    #expect(progress.highestSequence == 42)
    var player = try Player(progress)
    try player.play("d")
    #expect(player.progress.savedAttempt(atLevel: 3)?.sequence == 43)
  }
}
