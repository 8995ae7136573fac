import PuzzleRules
import PuzzleSolver
import TestKit
import Testing

/// What is said of positions met in play; the plain search decides what is true.
@Suite struct LostPositionTests {
  private struct Sample {
    var state: PuzzleState
    var level: Level
    var isLost: Bool
  }

  /// Positions after random play on random boards, as many lost as solvable.
  private static func samples(ofEach count: Int) -> [Sample] {
    var boards = RandomBoard(seed: 31)
    var generator = SeededGenerator(seed: 32)
    var lost: [Sample] = []
    var solvable: [Sample] = []
    var number = 0
    while lost.count < count || solvable.count < count {
      number += 1
      let mechanics = Mechanics.all[number % Mechanics.all.count]
      let level = boards.next(mechanics, width: 5, height: 3)
      var state = level.start
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        guard let action = Action.allCases.randomElement(using: &generator) else { continue }
        state = step(action, in: level, from: state).state
      }
      switch PlainSearch(mostStates: 700).solve(level, from: state) {
      case .unsolvable where lost.count < count:
        lost.append(Sample(state: state, level: level, isLost: true))
      case .optimal where solvable.count < count:
        solvable.append(Sample(state: state, level: level, isLost: false))
      case .unsolvable, .optimal, .tooManyStates, .cancelled: break
      }
    }
    return lost + solvable
  }

  @Test func `G-031 a position is called lost only if it is, and all lost ones here are found`() {
    for sample in LostPositionTests.samples(ofEach: 200) {
      let solver = PuzzleSolver(limits: .inGame, findsFewestMoves: false)
      let best = solver.solve(sample.level, from: sample.state).outcome
      let any = solver.solveAnyhow(sample.level, from: sample.state).outcome
      #expect((best == .unsolvable) == sample.isLost, "\(sample.level.picture(of: sample.state))")
      #expect((any == .unsolvable) == sample.isLost, "\(sample.level.picture(of: sample.state))")
    }
  }
}
