/// The worth of a solution (game.md 4).
package struct Score: Hashable, Sendable {
  /// The points: 500…1000.
  package let points: Int

  /// The stars: 1…3.
  package let stars: Int

  /// Whether pushes and moves both match par, unaided.
  package let hasCrown: Bool

  /// Creates the score of a solution; without a par it is worth the least.
  package init(pushes: Int, moves: Int, par: Par?, assistance: Assistance = .none) {
    let full = Score.unaided(pushes: pushes, moves: moves, par: par)
    switch assistance {
    case .none: self = full
    case .hint:
      self.init(points: min(full.points, 800), stars: min(full.stars, 2), hasCrown: false)
    case .playback: self.init(points: 500, stars: 1, hasCrown: false)
    }
  }

  private init(points: Int, stars: Int, hasCrown: Bool) {
    self.points = points
    self.stars = stars
    self.hasCrown = hasCrown
  }

  private static func unaided(pushes: Int, moves: Int, par: Par?) -> Score {
    guard let par else { return Score(points: 500, stars: 1, hasCrown: false) }
    let points =
      500 + share(of: 300, best: par.pushes, achieved: pushes)
      + share(of: 200, best: par.moves, achieved: moves)
    let stars = pushes <= par.pushes ? 3 : pushes <= (6 * par.pushes + 4) / 5 ? 2 : 1
    return Score(points: points, stars: stars, hasCrown: points == 1000)
  }

  private static func share(of whole: Int, best: Int, achieved: Int) -> Int {
    achieved <= best ? whole : whole * best / achieved
  }
}
