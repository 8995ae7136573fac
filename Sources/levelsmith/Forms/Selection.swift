import PuzzleRules

/// Levels no two of which are the same.
struct Selection {
  /// The levels that stay, in the order they came.
  private(set) var levels: [Level] = []

  private var forms: [CanonicalForm: Int] = [:]
  private var cores: [CanonicalForm: Int] = [:]
  private var boards: [Blueprint] = []

  /// Adds `level`, unless it repeats another; then says how.
  mutating func add(_ level: Level) -> String? {
    let form = CanonicalForm(level)
    let core = CanonicalForm(level, scope: .coreOnly)
    let board = Blueprint(level)
    if let other = forms[form] { return "is the same as \(name(other))" }
    if let other = cores[core] { return "is the same without its specials as \(name(other))" }
    for (other, known) in boards.enumerated() {
      guard let count = board.differences(from: known), count < PackInspection.leastDifference
      else { continue }
      return "differs from \(name(other)) in \(count) cells"
    }
    forms[form] = levels.count
    cores[core] = levels.count
    boards.append(board)
    levels.append(level)
    return nil
  }

  private func name(_ place: Int) -> String { "level \(place + 1) of those kept" }
}
