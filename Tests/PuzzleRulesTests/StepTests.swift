import PuzzleRules
import Testing

@Suite struct StepTests {
  @Test func `a keeper walks over floor and goals`() throws {
    var attempt = Attempt(level: try .drawn("######\n#@.--#\n#-$--#\n######"))
    let outcome1 = attempt.perform(.step(.right))
    #expect(outcome1 == .move)
    let outcome2 = attempt.perform(.step(.right))
    #expect(outcome2 == .move)
    #expect(attempt.picture == "######\n#-.@-#\n#-$--#\n######")
  }

  @Test(arguments: Direction.allCases)
  func `one crate is pushed in every direction`(direction: Direction) throws {
    let level = try Level.drawn(
      """
      #######
      #--.--#
      #--$--#
      #.$@$.#
      #--$--#
      #--.--#
      #######
      """)
    let (state, outcome) = step(.step(direction), in: level, from: level.start)
    #expect(outcome == .push)
    #expect(state.keeper == level.start.keeper.neighbor(direction))
    #expect(state.hasCrate(at: state.keeper.neighbor(direction)))
    #expect(state.crates.count == 4)
    #expect(state.cratePositions == state.cratePositions.sorted())
  }

  @Test(arguments: [
    "#####\n#@$.#\n#####", "#####\n#@$*#\n#####", "######\n#@$$.#\n######",
  ])
  func `a second step into a blocked crate is a bump`(map: String) throws {
    let level = try Level.drawn(map)
    var attempt = Attempt(level: level)
    while attempt.perform(.step(.right)) != .bump {}
    let before = attempt
    let outcome3 = attempt.perform(.step(.right))
    #expect(outcome3 == .bump)
    #expect(attempt == before)
  }

  @Test func `G-004 a bump leaves state, history and counts untouched`() throws {
    var attempt = Attempt(level: try .corridor())
    try attempt.play("rr")
    _ = attempt.undo()
    let before = attempt
    for action in [Action.step(.up), .step(.down), .swap] {
      let outcome4 = attempt.perform(action)
      #expect(outcome4 == .bump)
      #expect(attempt == before)
    }
    #expect(attempt.history.canRedo)
  }

  @Test func `G-008 a keeper alone cannot swap`() throws {
    let level = try Level.room()
    #expect(step(.swap, in: level, from: level.start) == (level.start, .bump))
  }

  @Test func `G-011 solving is seen after the action that solves, and undone with it`() throws {
    var attempt = Attempt(level: try .corridor())
    try attempt.play("r")
    #expect(!attempt.isSolved)
    try attempt.play("r")
    #expect(attempt.isSolved)
    _ = attempt.undo()
    #expect(!attempt.isSolved)
  }

  @Test func `crates beyond the goals are not needed`() throws {
    var attempt = Attempt(level: try .drawn("#######\n#@$.--#\n#--$--#\n#######"))
    try attempt.play("r")
    #expect(attempt.isSolved)
  }

  @Test(arguments: [
    ("#########\n#@$~~~.-#\n#--a-A--#\n#########", "r", "a slide"),
    ("########\n#@$1-###\n#---1-.#\n########", "", "nothing"),
  ]) func `G-011 solving is seen after a slide`(map: String, keys: String, name: String) throws {
    var attempt = Attempt(level: try .drawn(map))
    #expect(!attempt.isSolved)
    try attempt.play(keys)
    #expect(attempt.isSolved == !keys.isEmpty)
  }

  @Test func `G-012 doors are judged by the state before the key`() throws {
    var attempt = Attempt(level: try .drawn("########\n#@a-A.-#\n#-$----#\n########"))
    try attempt.play("rr")
    #expect(attempt.picture == "########\n#-a@A.-#\n#-$----#\n########")
    try attempt.play("r")
    #expect(attempt.picture == "########\n#-a@A.-#\n#-$----#\n########")
  }

  @Test(arguments: [true, false])
  func `G-003 the same step from two threads gives the same and leaves its input alone`(
    isDeck: Bool
  ) async throws {
    let level = isDeck ? try Level.deck() : try Level.room()
    let states = Self.visited(50_000, in: level)
    func play() -> [PuzzleState] {
      zip(states, randomActions(states.count, seed: 7)).map { state, action in
        step(action, in: level, from: state).state
      }
    }
    let copies = states
    async let first = Task.detached { play() }.value
    async let second = Task.detached { play() }.value
    let results = await (first, second)
    #expect(results.0 == results.1)
    #expect(states == copies)
  }

  @Test func `objects never share a cell, and each crate stands or fills a hole`() throws {
    let level = try Level.deck()
    for state in Self.visited(20_000, in: level) {
      let checkpoint = Checkpoint(state: state, actions: 9999, moves: 9999, pushes: 0)
      guard checkpoint.isPossible(in: level), state.crates.isSorted else {
        Issue.record("impossible\n\(level.picture(of: state).joined(separator: "\n"))")
        return
      }
    }
  }

  @Test func `equal positions are equal values, whichever way led there`() throws {
    let level = try Level.drawn("#######\n#@$o-.#\n#-$o--#\n#-----#\n#######")
    let ways = ["rldrldr", "drlurrldldr"].map { keys in
      var attempt = Attempt(level: level)
      try? attempt.play(keys)
      return attempt.state
    }
    #expect(ways[0].filledHoles.count == 2)
    #expect(Set(ways).count == 1, "\(ways)")
  }

  /// The states a random walk passes through; it begins anew now and then.
  private static func visited(_ count: Int, in level: Level) -> [PuzzleState] {
    var state = level.start
    return randomActions(count, seed: 42).enumerated().map { index, action in
      state = index.isMultiple(of: 200) ? level.start : step(action, in: level, from: state).state
      return state
    }
  }
}

extension [Crate] {
  fileprivate var isSorted: Bool { zip(self, dropFirst()).allSatisfy { $0.position < $1.position } }
}
