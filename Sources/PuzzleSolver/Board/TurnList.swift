/// The turns that can be taken after a walk.
///
/// With two keepers, turns that differ only in where the other keeper stands are neighbours.
final class TurnList {
  private(set) var turns: [Turn] = []

  /// Lists all turns of a scene from which `walk` has just been explored.
  func list(_ scene: Scene, _ walk: Walk) {
    turns.removeAll(keepingCapacity: true)
    if walk.isStepwise {
      addSteps(scene, walk)
    } else if walk.isOfPairs {
      addFromPairs(scene, walk)
    } else if scene.board.features.isPlain {
      addPushes(scene, walk)
    } else {
      addFromCells(scene, walk)
    }
  }

  /// Keeps only the pushes of some crates.
  func keep(crates isKept: (Int) -> Bool) {
    turns.removeAll { !isKept($0.crate) }
  }

  private func addPushes(_ scene: Scene, _ walk: Walk) {
    let board = scene.board
    for crate in 0..<scene.crateCell.count {
      let cell = Int(scene.crateCell[crate])
      guard cell >= 0 else { continue }
      for direction in 0..<4 {
        let keeper = Int(board.previous[4 * cell + direction])
        guard keeper >= 0, walk.reaches(keeper) else { continue }
        add(scene, walk, keeper, -1, direction)
      }
    }
  }

  private func addFromCells(_ scene: Scene, _ walk: Walk) {
    for index in 0..<walk.count {
      let keeper = walk.stance(at: index)
      for direction in 0..<4
      where scene.walk(from: keeper, other: -1, direction: direction) == Scene.Step.turn {
        add(scene, walk, keeper, -1, direction)
      }
    }
  }

  private func addFromPairs(_ scene: Scene, _ walk: Walk) {
    for keeper in 0..<scene.board.cellCount where scene.blocked[keeper] == 0 {
      for direction in 0..<4 where canTurn(scene, keeper, direction) {
        for other in 0..<scene.board.cellCount
        where other != keeper && walk.reaches(walk.stance(keeper, other)) {
          guard
            scene.walk(from: keeper, other: other, direction: direction) == Scene.Step.turn
          else { continue }
          add(scene, walk, keeper, other, direction)
        }
      }
    }
  }

  /// Whether a step might be a turn wherever the other keeper stands.
  private func canTurn(_ scene: Scene, _ keeper: Int, _ direction: Int) -> Bool {
    let target = Int(scene.board.next[4 * keeper + direction])
    guard target >= 0 else { return false }
    if scene.crateAt[target] >= 0 || scene.ground[keeper] == .plank { return true }
    return scene.ground[target] == .key || scene.ground[target] == .lock
  }

  private func addSteps(_ scene: Scene, _ walk: Walk) {
    for (keeper, other) in [(scene.keeper, scene.other), (scene.other, scene.keeper)] {
      for direction in 0..<4
      where scene.walk(from: keeper, other: other, direction: direction) != Scene.Step.bump {
        add(scene, walk, keeper, other, direction)
      }
    }
  }

  private func add(_ scene: Scene, _ walk: Walk, _ keeper: Int, _ other: Int, _ direction: Int) {
    guard var turn = scene.turn(from: keeper, other: other, direction: direction) else { return }
    turn.steps = walk.steps(to: walk.stance(keeper, other)) + 1
    turns.append(turn)
  }
}

extension Turn {
  /// Whether it differs from another at most in where the other keeper stands.
  func isLike(_ turn: Turn) -> Bool {
    keeper == turn.keeper && direction == turn.direction && rest == turn.rest
      && landing == turn.landing
  }
}
