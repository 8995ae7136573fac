import PuzzleRules
import Testing

@Suite struct AttemptTests {
  @Test func `a replay gives the attempt that was played, cursor and help included`() throws {
    var played = Attempt(level: try .room())
    for action in randomActions(300, seed: 3) { _ = played.perform(action) }
    played.mark(.hint)
    for _ in 0..<20 { _ = played.undo() }
    let replayed = try Attempt(
      level: played.level, replaying: played.history.actions.map(\.action), cursor: played.cursor,
      assistance: played.assistance)
    #expect(replayed == played)
  }

  @Test func `G-009 upper and lower case are ignored on input and right on output`() throws {
    let level = try Level.corridor()
    for text in ["rrl", "RRL", "RrL"] {
      let attempt = try Attempt(level: level, replaying: try LURD.actions(in: text))
      #expect(attempt.text == "RRl")
    }
  }

  @Test func `a history with a bump is refused and names it`() throws {
    let level = try Level.corridor()
    #expect(throws: ReplayError.refused(index: 2)) {
      try Attempt(level: level, replaying: try LURD.actions(in: "rrr"))
    }
    #expect(throws: ReplayError.refused(index: 1)) {
      try Attempt(level: level, replaying: [.step(.right), .swap])
    }
  }

  @Test(arguments: [-1, 3]) func `a cursor beyond the history is refused`(cursor: Int) throws {
    let level = try Level.corridor()
    #expect(throws: ReplayError.noSuchCursor(cursor)) {
      try Attempt(level: level, replaying: try LURD.actions(in: "rr"), cursor: cursor)
    }
  }

  @Test func `an attempt goes on from a checkpoint with its counts`() throws {
    var whole = Attempt(level: try .room())
    try whole.play("dlluurr")
    let middle = try #require(whole.state(after: 3))
    let head = whole.history.actions.prefix(3)
    let checkpoint = Checkpoint(
      state: middle, actions: 3, moves: 3, pushes: head.count(where: \.isPush))
    var rest = try Attempt(
      level: whole.level, origin: checkpoint,
      replaying: whole.history.actions.dropFirst(3).map(\.action))
    #expect(rest.state == whole.state)
    #expect((rest.cursor, rest.moves, rest.pushes) == (whole.cursor, whole.moves, whole.pushes))

    while rest.undo() {}
    #expect(rest.state == middle)
    let isDone1 = rest.restart()
    #expect(isDone1)
    #expect(rest == Attempt(level: whole.level))
  }

  @Test func `an impossible checkpoint is refused`() throws {
    let level = try Level.corridor()
    let wall = Position(column: 0, row: 0)
    let crates = level.start.cratePositions
    let states = [
      PuzzleState(keeper: wall, crates: crates), PuzzleState(keeper: crates[0], crates: crates),
      PuzzleState(keeper: level.start.keeper, crates: [Crate]()),
    ]
    for state in states {
      #expect(throws: ReplayError.impossibleCheckpoint) {
        try Attempt(
          level: level, origin: Checkpoint(state: state, actions: 5, moves: 5, pushes: 1),
          replaying: [])
      }
    }
  }

  @Test func `a weaker mark of help never replaces a stronger one`() throws {
    var attempt = Attempt(level: try .corridor())
    attempt.mark(.playback)
    attempt.mark(.hint)
    #expect(attempt.assistance == .playback)
  }
}
