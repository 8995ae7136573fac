import Game
import LevelPack
import PuzzleRules
import Testing

@Suite struct DivergenceTests {
  /// Two devices that share `text` at level 3, and records of what each did since.
  private static func apart(
    after text: String, desk: String, phone: String
  ) throws -> (desk: Player, phone: Player) {
    var first = try Player(try Fixture.progress())
    try first.play(text)
    var second = try Player(try Fixture.progress(first.progress.shared, id: "phone"))
    try first.play(desk)
    try second.play(phone)
    return (first, second)
  }

  @Test func `a longer history from elsewhere offers to continue and moves nothing`() throws {
    var (desk, phone) = try Self.apart(after: "dd", desk: "", phone: "dl")
    desk.receive(phone.progress.shared)
    #expect(desk.relation == .storedExtendsBoard)
    #expect(desk.text == "dd")
    desk.take(desk.progress.continuing(from: desk.board, atLevel: 3))
    #expect(desk.board.attempt == phone.board.attempt)
    #expect(desk.relation == .same)
    #expect(desk.progress.alternative(atLevel: 3) == nil)
    try desk.play("l")
    #expect(desk.progress.savedAttempt(atLevel: 3)?.length == 5)
  }

  @Test func `another course from elsewhere is no conflict for a board without news`() throws {
    var (desk, phone) = try Self.apart(after: "ddd", desk: "", phone: "")
    phone.undo(2)
    try phone.play("u")
    desk.receive(phone.progress.shared)
    #expect(desk.relation == .storedExtendsBoard)
  }

  @Test func `playing on beside another course sets the board apart, uploading nothing`() throws {
    var (desk, phone) = try Self.apart(after: "dd", desk: "", phone: "dl")
    desk.receive(phone.progress.shared)
    let changes = try desk.play("u")
    #expect(desk.relation == .diverged)
    #expect(changes.map(\.key) == ["mine.003"])
    #expect(changes.allSatisfy { $0.scope == .device })
    #expect(desk.progress.savedAttempt(atLevel: 3)?.text == phone.board.basis)
    #expect(desk.text == "ddu")

    let restarted = try Player(
      try Fixture.progress(desk.progress.shared, device: desk.progress.device))
    #expect(restarted.text == "ddu")
    #expect(restarted.progress.relation(of: restarted.board, atLevel: 3) == .diverged)
  }

  @Test func `choosing this terminal keeps the other as the alternative`() throws {
    var (desk, phone) = try Self.apart(after: "dd", desk: "", phone: "dl")
    desk.receive(phone.progress.shared)
    try desk.play("u")
    let theirs = try #require(desk.progress.savedAttempt(atLevel: 3))
    let changes = desk.take(desk.progress.choosing(.mine, for: desk.board, atLevel: 3))
    #expect(changes.map(\.key) == ["alt.003", "wip.003", "resume", "mine.003"])
    #expect(desk.relation == .same)
    #expect(desk.progress.relation(of: desk.board, atLevel: 3) == .same)
    let mine = try #require(desk.progress.savedAttempt(atLevel: 3))
    #expect(mine.length == 3 && mine.sequence > theirs.sequence)
    #expect(desk.progress.alternative(atLevel: 3) == theirs)
    #expect(desk.progress.attemptApart(atLevel: 3) == nil)

    phone.receive(desk.progress.shared)
    #expect(phone.relation == .storedExtendsBoard)
  }

  @Test func `choosing the other keeps this one as the alternative`() throws {
    var (desk, phone) = try Self.apart(after: "dd", desk: "", phone: "dl")
    desk.receive(phone.progress.shared)
    try desk.play("u")
    desk.take(desk.progress.choosing(.other, for: desk.board, atLevel: 3))
    #expect(desk.board.attempt == phone.board.attempt)
    #expect(desk.progress.alternative(atLevel: 3)?.actions.count == 3)
    #expect(desk.progress.attemptApart(atLevel: 3) == nil)
    #expect(desk.progress.relation(of: desk.board, atLevel: 3) == .same)
  }

  @Test func `both played while apart: the merge asks and nothing is lost`() throws {
    var (desk, phone) = try Self.apart(after: "dd", desk: "du", phone: "uu")
    let merge = ProgressMerge(pack: try Fixture.pack(), deviceID: "phone")
    let (local, remote) = (phone.progress.shared["wip.003"], desk.progress.shared["wip.003"])
    #expect(merge.resolve(key: "wip.003", local: local, remote: remote) == .ask)
    phone.progress.apply(merge.settingApart(key: "wip.003", local: local))
    phone.receive(desk.progress.shared)
    #expect(phone.relation == .diverged)
    #expect(phone.text == "dduu")
    try phone.play("d")
    #expect(phone.progress.attemptApart(atLevel: 3)?.length == 5)
    phone.take(phone.progress.choosing(.mine, for: phone.board, atLevel: 3))
    desk.receive(phone.progress.shared)
    #expect(desk.relation == .storedExtendsBoard)
    #expect(desk.progress.alternative(atLevel: 3)?.text == remote)
  }

  @Test func `a board that catches up with the other course is shared again`() throws {
    var (desk, phone) = try Self.apart(after: "dd", desk: "", phone: "dl")
    desk.receive(phone.progress.shared)
    try desk.play("d")
    #expect(desk.relation == .storedExtendsBoard)
    #expect(desk.progress.device["mine.003"] != nil)
    try desk.play("l")
    #expect(desk.relation == .same)
    #expect(desk.progress.device.isEmpty)
    try desk.play("l")
    #expect(desk.progress.savedAttempt(atLevel: 3)?.length == 5)
  }

  @Test func `a shared attempt that does not belong to the level counts as none`() throws {
    let id = try #require(try Fixture.pack().id(ofLevel: 3))
    var player = try Player(try Fixture.progress(["wip.003": "1 \(id) 5 3 - uuu"]))
    #expect(player.board.attempt.isFresh)
    try player.play("d")
    #expect(player.progress.savedAttempt(atLevel: 3)?.length == 1)
  }

  @Test func `at most 20 alternatives are kept, the oldest going first`() throws {
    var shared: [String: String] = [:]
    for level in 11...30 {
      shared["alt.0\(level)"] = try Fixture.saved("d", sequence: 100 - level).text
    }
    var player = try Player(try Fixture.progress(shared))
    try player.play("dd")
    player.receive([
      "wip.003": try Fixture.saved("dddl", sequence: 200).text
    ])
    try player.play("u")
    player.take(player.progress.choosing(.mine, for: player.board, atLevel: 3))
    let kept = player.progress.shared.keys.filter { $0.hasPrefix("alt.") }
    #expect(kept.count == 20)
    #expect(kept.contains("alt.003") && !kept.contains("alt.030"))
  }
}
