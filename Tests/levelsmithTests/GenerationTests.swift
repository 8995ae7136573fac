import PuzzleRules
import Testing

@testable import levelsmith

@Suite struct GenerationTests {
  /// Small enough to be done soon.
  private static let settings = Generation.Settings(
    chapter: 1, slot: 2, seed: 5, steps: 4, nodes: 300)

  /// Climbs one round on so many cores; those in `stopped` are cut short.
  private func climb(
    _ generation: inout Generation, cores: Int = 1, stopped: Set<Int> = []
  ) async {
    let results = await Crew(size: cores).map(Array(generation.nextRound.enumerated())) {
      index, climb in (climb, climb.run { stopped.contains(index) })
    }
    generation.absorb(results.map { (climb: $0.0, result: $0.1) })
  }

  @Test func `a seed gives the same levels on one core and on four`() async {
    var one = Generation(Self.settings)
    var four = Generation(Self.settings)
    await climb(&one)
    await climb(&four, cores: 4)
    #expect(one == four)
    #expect(one.rounds == 1)
    #expect(!one.finds.isEmpty)
  }

  @Test func `another seed gives other rooms`() {
    var generator = SmithGenerator(seed: 1)
    var other = SmithGenerator(seed: 2)
    let builder = RoomBuilder(columns: 8, rows: 6, style: .passages, mirror: .none)
    let rooms = (0..<20).map { _ in builder.room(&generator) }
    let others = (0..<20).map { _ in builder.room(&other) }
    #expect(rooms != others)
  }

  @Test func `what is resumed ends where it would have ended without a break`() async throws {
    var whole = Generation(Self.settings)
    await climb(&whole)
    await climb(&whole)

    var broken = Generation(Self.settings)
    await climb(&broken)
    await climb(&broken, stopped: [3, 4, 7])
    #expect(broken.rounds == 1)
    let text = broken.file.text
    var resumed = try Generation(resuming: LevelFile(parsing: text, name: "checkpoint"))
    #expect(resumed.file.text == text)
    await climb(&resumed)
    #expect(resumed == whole)
    #expect(resumed.file.text == whole.file.text)
  }

  @Test func `a find is kept once`() throws {
    var generation = Generation(Self.settings)
    let level = try Level.stowage()
    let mirrored = Symmetry.all[2].apply(Blueprint(level)).level
    let climbs = generation.nextRound.prefix(3)
    generation.absorb(
      zip(climbs, [level, mirrored, try .corridor()]).map {
        (climb: $0, result: Climb.Result(decision: .kept($1), candidates: 1))
      })
    #expect(generation.finds.map(\.level.width) == [level.width, 6])
    #expect(generation.finds.allSatisfy { $0.level.notes.seed == 5 })
  }

  @Test(arguments: [
    ("Smith-Seed: 5", "Smith-Seed"), ("Smith-Chapter: 1", "Smith-Chapter"),
    ("Smith-Rounds: 0", "Smith-Rounds"), ("Smith-Steps: 4", "Smith-Steps"),
    ("Smith-Nodes: 300", "Smith-Nodes"),
  ])
  func `a file without its place is not gone on with`(line: String, key: String) throws {
    let text = Generation(Self.settings).file.text
    #expect(text.contains(line))
    for other in ["", "\(key): none\n"] {
      let file = try LevelFile(
        parsing: text.replacing(line + "\n", with: other), name: "checkpoint")
      #expect(throws: Generation.CheckpointError(key: key)) { try Generation(resuming: file) }
    }
  }

  @Test func `every chapter has a plan for ten levels that rise`() {
    #expect(ChapterPlan.all.map(\.number) == Array(1...10))
    for chapter in ChapterPlan.all {
      let plans = (1...10).map { SlotPlan(chapter, slot: $0) }
      #expect(plans.map(\.difficulty) == plans.map(\.difficulty).sorted())
      #expect(plans[0].difficulty == chapter.difficulty.lowerBound)
      #expect(plans[9].difficulty == chapter.difficulty.upperBound)
      #expect(plans[0].extras.choices.isEmpty)
      #expect(plans.allSatisfy { $0.columns.upperBound <= chapter.columns })
      #expect(plans.allSatisfy { $0.rows.upperBound <= chapter.rows })
      #expect(plans[0].crates.upperBound <= 3 || chapter.number == 10)
      #expect((plans[7].extras.count.lowerBound > 0) == (chapter.number >= 3))
    }
  }

  @Test(arguments: RoomBuilder.Style.allCases, Mirror.allCases)
  func `rooms are of one piece, closed and nowhere wide`(style: RoomBuilder.Style, mirror: Mirror) {
    var generator = SmithGenerator(seed: 9)
    let builder = RoomBuilder(columns: 8, rows: 6, style: style, mirror: mirror)
    let rooms = (0..<25).compactMap { _ in builder.room(&generator) }
    #expect(!rooms.isEmpty)
    for room in rooms {
      let floor = room.positions.filter { room[$0] == .floor }
      #expect(Set(room.roomCells()) == Set(floor))
      #expect(Set(floor).isSubset(of: room.interior))
      #expect(!room.hasWidePlace)
    }
  }

  @Test func `reverse play ends where the level can be solved`() {
    var generator = SmithGenerator(seed: 4)
    let builder = RoomBuilder(columns: 6, rows: 5, style: .halls, mirror: .none)
    var solved = 0
    for _ in 0..<12 {
      guard var room = builder.room(&generator) else { continue }
      for cell in room.plainCells.shuffled(using: &generator).prefix(2) { room[cell] = .goal(nil) }
      guard let board = ReversePlay(room).farthest(&generator), let level = board.finished else {
        continue
      }
      guard case .pushes(let pushes) = Judge.small.fewestPushes(level) else {
        Issue.record("cannot be solved: \(level.picture(of: level.start))")
        continue
      }
      #expect(pushes > 0)
      solved += 1
    }
    #expect(solved > 3)
  }

  @Test func `mirrored rooms stay so when a wall changes`() {
    var generator = SmithGenerator(seed: 6)
    let builder = RoomBuilder(columns: 7, rows: 5, style: .blocks, mirror: .leftRight)
    let mutation = Mutation(
      plan: SlotPlan(ChapterPlan.all[0], slot: 5), mechanics: [], mirror: .leftRight)
    guard var board = (0..<50).lazy.compactMap({ _ in builder.room(&generator) }).first else {
      Issue.record("no room")
      return
    }
    for _ in 0..<200 { board = mutation.mutate(board, &generator) }
    for cell in board.positions where board[cell] == .wall {
      let twin = Mirror.leftRight.twin(of: cell, in: board)
      #expect(board[twin] == .wall)
    }
  }

  @Test func `two keepers begin where they need each other more often than not`() {
    var generator = SmithGenerator(seed: 3)
    let builder = RoomBuilder(columns: 7, rows: 5, style: .halls, mirror: .none)
    let placer = ObjectPlacer(
      plan: SlotPlan(ChapterPlan.all[8], slot: 1), mechanics: [.keeper])
    var apart = 0
    for _ in 0..<40 {
      guard let room = builder.room(&generator), let board = placer.furnish(room, &generator)
      else { continue }
      var walled = board
      for crate in board.crates { walled[crate.position] = .wall }
      walled.secondKeeper = nil
      if let second = board.secondKeeper, !walled.roomCells().contains(second) { apart += 1 }
    }
    #expect(apart > 8)
  }

  @Test func `clutter is seen`() throws {
    let tidy = try Level.drawn("#######\n#-@$.-#\n#-----#\n#######")
    #expect(Tidiness(tidy).penalty < 0.5)
    let cluttered = try Level.drawn(
      """
      #########
      #-@$.---#
      #-#-----#
      #----#--#
      #-------#
      ##-######
      #########
      """)
    #expect(Tidiness(cluttered).specks == 2)
    #expect(Tidiness(cluttered).stubs == 1)
    #expect(Tidiness(cluttered).isCluttered)
  }

  @Test func `pillars that answer each other are no clutter`() throws {
    let level = try Level.drawn("#######\n#-@---#\n#-#-#-#\n#-$.--#\n#######")
    #expect(Tidiness(level).specks == 0)
  }

  @Test func `a colour that follows from another goes`() throws {
    let level = try Level.drawn(try #require(Level.special[.color]), notes: "Chapter: 7")
    #expect(level.goals.count == 2)
    let reduced = try #require(Reduction.reduced(level, nodes: 5_000))
    let colored = reduced.goals.filter { reduced.terrain(at: $0) != .goal(nil) }
    #expect(colored.count == 1)
    #expect(reduced.start.crates.count { $0.color != nil } == 1)
    #expect(Judge.small.fewestPushes(reduced) == Judge.small.fewestPushes(level))
  }

  @Test func `what a level can do without goes, and nothing else`() throws {
    let level = try Level.drawn(
      """
      ##########
      #@$.-----#
      #--#######
      #--%--####
      ##########
      """)
    let reduced = try #require(Reduction.reduced(level, nodes: 5_000))
    #expect(reduced.mechanics == [])
    #expect(reduced.openCells < level.openCells)
    #expect(Judge.small.fewestPushes(reduced) == Judge.small.fewestPushes(level))
    let again = try #require(Reduction.reduced(reduced, nodes: 5_000))
    #expect(again == reduced)
  }
}
