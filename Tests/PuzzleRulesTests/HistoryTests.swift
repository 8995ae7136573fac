import PuzzleRules
import Testing

@Suite struct HistoryTests {
  @Test(arguments: [true, false], 1...5 as ClosedRange<UInt64>)
  func `G-005 undo to the start and redo to the end pass through the same states`(
    isDeck: Bool, seed: UInt64
  ) throws {
    var attempt = Attempt(level: isDeck ? try .deck() : try .room())
    var states = [attempt.state]
    for action in randomActions(500, seed: seed) where attempt.perform(action) != .bump {
      states.append(attempt.state)
    }
    let end = attempt
    #expect(states.count > 100)

    var backwards = [attempt.state]
    while attempt.undo() { backwards.append(attempt.state) }
    #expect(backwards == states.reversed())
    #expect((attempt.moves, attempt.pushes) == (0, 0))

    var forwards = [attempt.state]
    while attempt.redo() { forwards.append(attempt.state) }
    #expect(forwards == states)
    #expect(attempt == end)
  }

  @Test func `G-006 undo push lands before the last push and redo repeats it`() throws {
    var attempt = Attempt(level: try .room())
    try attempt.play("dlldr")
    let lastPush = try #require(attempt.text.lastIndex { $0.isUppercase })
    let solvedText = attempt.text
    let isDone1 = attempt.undoPush()
    #expect(isDone1)
    #expect(attempt.cursor == attempt.text.distance(from: attempt.text.startIndex, to: lastPush))
    #expect(attempt.pushes == 0)
    let isDone2 = attempt.redo()
    #expect(isDone2)
    #expect(attempt.pushes == 1)
    #expect(attempt.text == solvedText)
  }

  @Test func `undo push without a push does nothing`() throws {
    var attempt = Attempt(level: try .room())
    try attempt.play("ud")
    let isDone3 = attempt.undoPush()
    #expect(!isDone3)
    #expect(attempt.cursor == 2)
  }

  @Test func `G-007 restart keeps everything for redo`() throws {
    var attempt = Attempt(level: try .room())
    try attempt.play("dlu")
    let end = attempt
    let isDone4 = attempt.restart()
    #expect(isDone4)
    #expect(attempt.state == attempt.level.start)
    #expect(attempt.moves == 0)
    let isDone5 = attempt.restart()
    #expect(!isDone5)
    while attempt.redo() {}
    #expect(attempt == end)
  }

  @Test func `G-007 acting after undo drops what could be redone`() throws {
    var attempt = Attempt(level: try .room())
    try attempt.play("lll")
    _ = attempt.undo()
    try attempt.play("r")
    #expect(attempt.text == "llr")
    let isDone6 = attempt.redo()
    #expect(!isDone6)
  }

  @Test func `G-008 a swap counts as neither move nor push and is undone as one action`() throws {
    let swap = try #require(RecordedAction(.swap, outcome: .swap))
    var history = History()
    history.record(swap)
    #expect((history.moves, history.pushes, history.cursor) == (0, 0, 1))
    let isDone7 = history.undo()
    #expect(isDone7)
    #expect(history.cursor == 0)
  }

  @Test func `G-008 a swap in play is undone as one action`() throws {
    var attempt = Attempt(level: try .deck())
    try attempt.play("rsrs")
    #expect(attempt.text == "rsrs")
    #expect((attempt.moves, attempt.pushes, attempt.state.activeKeeper) == (2, 0, 1))
    let isDone8 = attempt.undo()
    #expect(isDone8)
    #expect((attempt.moves, attempt.state.activeKeeper) == (2, 2))
  }

  @Test func `counts follow the cursor`() throws {
    var attempt = Attempt(level: try .corridor())
    try attempt.play("rrl")
    #expect((attempt.moves, attempt.pushes) == (3, 2))
    _ = attempt.undo()
    _ = attempt.undo()
    #expect((attempt.moves, attempt.pushes) == (1, 1))
  }
}
