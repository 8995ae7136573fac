import PuzzleRules
import TestKit
import Testing

@Suite struct ScoreTests {
  @Test func `the example of the design is 922 and two stars`() {
    let score = Score(pushes: 14, moves: 35, par: Par(pushes: 12, moves: 29))
    #expect((score.points, score.stars, score.hasCrown) == (922, 2, false))
  }

  @Test func `points follow the formula, and 1000 is only for par`() {
    var generator = SeededGenerator(seed: 55)
    for _ in 0..<1000 {
      let par = Par(
        pushes: .random(in: 1...60, using: &generator),
        moves: .random(in: 60...300, using: &generator))
      let pushes = Int.random(in: par.pushes...120, using: &generator)
      let moves = Int.random(in: 60...600, using: &generator)
      let expected =
        500 + 300 * par.pushes / max(pushes, par.pushes) + 200 * par.moves / max(moves, par.moves)
      let score = Score(pushes: pushes, moves: moves, par: par)
      #expect(score.points == expected)
      #expect((score.points == 1000) == (pushes == par.pushes && moves <= par.moves))
      #expect(score.hasCrown == (score.points == 1000))
    }
  }

  @Test(arguments: [(12, 3), (13, 2), (15, 2), (16, 1)])
  func `stars depend on pushes alone`(pushes: Int, stars: Int) {
    #expect(Score(pushes: pushes, moves: 500, par: Par(pushes: 12, moves: 29)).stars == stars)
  }

  @Test func `help caps points and stars`() {
    let par = Par(pushes: 12, moves: 29)
    let hinted = Score(pushes: 12, moves: 29, par: par, assistance: .hint)
    #expect((hinted.points, hinted.stars, hinted.hasCrown) == (800, 2, false))
    let poor = Score(pushes: 60, moves: 290, par: par, assistance: .hint)
    #expect((poor.points, poor.stars) == (580, 1))
    let played = Score(pushes: 12, moves: 29, par: par, assistance: .playback)
    #expect((played.points, played.stars, played.hasCrown) == (500, 1, false))
  }

  @Test func `without a par a solution is worth the least`() {
    #expect(Score(pushes: 1, moves: 1, par: nil).points == 500)
  }
}
