import Game
import LevelPack
import PuzzleRules
import TestKit
import Testing

@Suite struct ProgressMergeTests {
  private func resolve(_ key: String, _ local: String?, _ remote: String?) throws -> MergeDecision {
    ProgressMerge(pack: try Fixture.pack(), deviceID: "desk")
      .resolve(key: key, local: local, remote: remote)
  }

  @Test(
    arguments: [
      ("playerName", "Mira", "Ole", MergeDecision.keepLocal),
      ("playerName", "Mira", "", .keepLocal),
      ("playerName", "", "Ole", .takeRemote), ("playerName", nil, "Ole", .keepLocal),
      ("highScore", "10", "20", .takeRemote), ("highScore", "20", "10", .keepLocal),
      ("highScore", "20", "-5", .keepLocal), ("highScore", "20", "100001", .keepLocal),
      ("highScore", "many", "0", .takeRemote), ("highScore", nil, "5", .takeRemote),
      ("currentLevel", "3", "5", .takeRemote), ("currentLevel", "3", "0", .keepLocal),
      ("currentLevel", "3", "x", .keepLocal), ("currentLevel", "3", nil, .keepLocal),
      ("resume", "1 3 1 desk 5", "1 4 1 phone 6", .takeRemote),
      ("resume", "1 3 1 desk 6", "1 4 1 phone 6", .takeRemote),
      ("resume", "1 3 1 desk 7", "1 4 1 phone 6", .keepLocal),
      ("resume", "1 3 1 desk 7", "1 x", .keepLocal),
      ("resume", "1 3 1 desk 7", "2 newer", .takeRemote), ("resume", "3 x", "2 x", .keepLocal),
      ("dev.desk", "1 3 1 5 a", "1 3 1 9 a", .keepLocal),
      ("dev.phone", "1 3 1 5 a", "1 3 1 9 a", .takeRemote),
      ("stat.desk", "1 5 2 0 0", "1 4 2 0 0", .keepLocal),
      ("stat.phone", "1 5 2 0 0", "1 6 2 0 0", .takeRemote),
      ("stat.desk", "1 5 2 0 0", "1 4 3 0 0", .take("1 5 3 0 0")),
      ("stat.desk", "1 5 2 0 0", "?", .keepLocal),
      ("set.theme", "dusk", "paper", .keepLocal), ("future.key", "a", "b", .takeRemote),
    ] as [(String, String?, String?, MergeDecision)])
  func `the merge column`(
    key: String, local: String?, remote: String?, decision: MergeDecision
  ) throws {
    #expect(try resolve(key, local, remote) == decision)
  }

  @Test func `the better best wins, and an invalid or foreign one never does`() throws {
    let good = try Fixture.best(ofLevel: 1)
    let poor = try Fixture.best(ofLevel: 1, "LrlLdlU")
    #expect(try resolve("best.001", good, poor) == .keepLocal)
    #expect(try resolve("best.001", poor, good) == .takeRemote)
    #expect(try resolve("best.001", poor, "1 broken") == .keepLocal)
    #expect(try resolve("best.001", "1 broken", poor) == .takeRemote)
    #expect(try resolve("best.001", poor, nil) == .keepLocal)
    #expect(try resolve("best.001", poor, "1 0000000000000000 1000 - 1 1 R") == .keepLocal)
    #expect(try resolve("best.057", "1 0000000000000000 900 - 1 1 R", nil) == .keepLocal)
  }

  @Test(arguments: [
    ("dd", 5, "ddd", 4, MergeDecision.takeRemote), ("ddd", 4, "dd", 5, .keepLocal),
    ("dd", 5, "dd", 6, .takeRemote), ("dd", 6, "dd", 5, .keepLocal), ("", 9, "d", 1, .takeRemote),
    ("d", 1, "", 9, .keepLocal), ("ddd", 1, "ddu", 2, .ask),
  ])
  func `attempts merge by prefix, then by sequence, else the player is asked`(
    local: String, localSequence: Int, remote: String, remoteSequence: Int, decision: MergeDecision
  ) throws {
    #expect(
      try resolve(
        "wip.003", try Fixture.saved(local, sequence: localSequence).text,
        try Fixture.saved(remote, sequence: remoteSequence).text) == decision)
  }

  @Test func `an attempt that cannot be replayed never wins`() throws {
    let good = try Fixture.saved("dd", sequence: 1).text
    let id = try #require(try Fixture.pack().id(ofLevel: 3))
    for bad in ["1 \(id) 9 3 - uuu", "1 0000000000000000 9 1 - d", "?", "1 \(id) 9 3 - dd"] {
      #expect(try resolve("wip.003", good, bad) == .keepLocal)
      #expect(try resolve("wip.003", bad, good) == .takeRemote)
    }
  }

  @Test func `a history behind a checkpoint is compared where both are known`() throws {
    let level = try #require(try Fixture.pack().level(3))
    let id = level.id
    var attempt = Attempt(level: level)
    for _ in 0..<40 {
      for action in try LURD.actions(in: "dddluurddlluuu") { _ = attempt.perform(action) }
    }
    let whole = SavedAttempt(attempt, levelID: id, sequence: 1)
    let state = try #require(attempt.state(after: 10))
    let head = attempt.history.actions.prefix(10)
    let checkpoint = Checkpoint(
      state: state, actions: 10, moves: 10, pushes: head.count(where: \.isPush))
    var cut = try Attempt(
      level: level, origin: checkpoint,
      replaying: attempt.history.actions.dropFirst(10).map(\.action)
    )
    let same = SavedAttempt(cut, levelID: id, sequence: 2)
    #expect(same.origin != nil)
    #expect(try resolve("wip.003", whole.text, same.text) == .takeRemote)
    #expect(try resolve("wip.003", same.text, whole.text) == .keepLocal)
    for action in Direction.allCases where cut.perform(.step(action)) != .bump { break }
    let longer = SavedAttempt(cut, levelID: id, sequence: 3)
    #expect(try resolve("wip.003", whole.text, longer.text) == .takeRemote)
    #expect(try resolve("wip.003", longer.text, whole.text) == .keepLocal)
    let short = try Fixture.saved("dd", sequence: 9).text
    #expect(try resolve("wip.003", short, same.text) == .ask)
  }

  @Test func `the current level follows the winner of resume`() throws {
    let merge = ProgressMerge(pack: try Fixture.pack(), deviceID: "desk")
    func decide(_ local: String, _ remote: String, remoteLevel: String) -> [String: MergeDecision] {
      merge.resolve(
        [
          ProgressConflict(key: "currentLevel", local: "3", remote: remoteLevel),
          ProgressConflict(key: "resume", local: local, remote: remote),
        ], records: [:])
    }
    let local = decide("1 3 0 desk 8", "1 5 0 phone 7", remoteLevel: "5")
    #expect(local == ["currentLevel": .keepLocal, "resume": .keepLocal])
    let remote = decide("1 3 0 desk 6", "1 5 0 phone 7", remoteLevel: "5")
    #expect(remote == ["currentLevel": .takeRemote, "resume": .takeRemote])
    let odd = decide("1 3 0 desk 6", "1 5 0 phone 7", remoteLevel: "x")
    #expect(odd["currentLevel"] == .take("5"))
    let alone = merge.resolve(
      [ProgressConflict(key: "currentLevel", local: "3", remote: "9")], records: [:])
    #expect(alone == ["currentLevel": .takeRemote])
  }

  @Test func `the high score covers the merged bests`() throws {
    let merge = ProgressMerge(pack: try Fixture.pack(), deviceID: "desk")
    let decisions = merge.resolve(
      [
        ProgressConflict(key: "highScore", local: "1000", remote: "1000"),
        ProgressConflict(key: "best.002", local: nil, remote: try Fixture.best(ofLevel: 2)),
      ], records: ["best.001": try Fixture.best(ofLevel: 1), "highScore": "1000"])
    #expect(decisions == ["highScore": .take("2000"), "best.002": .takeRemote])
  }

  @Test func `statistics merge is commutative, associative and idempotent`() {
    var generator = SeededGenerator(seed: 61)
    func tally() -> DeviceStatistics {
      func number() -> Int { .random(in: 0...3, using: &generator) }
      return DeviceStatistics(
        moves: number(), pushes: number(), seconds: number(), solves: number())
    }
    for _ in 0..<10_000 {
      let (a, b, c) = (tally(), tally(), tally())
      guard a.merged(with: b) == b.merged(with: a), a.merged(with: a) == a,
        a.merged(with: b).merged(with: c) == a.merged(with: b.merged(with: c))
      else {
        Issue.record("\(a) \(b) \(c)")
        return
      }
    }
  }
}
