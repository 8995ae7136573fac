/// The cheapest way to give each crate a goal of its own, by the Hungarian method.
///
/// Crates in excess go to goals made up for them at no cost. `cost(ofReplacing:)` tells the cost after
/// one crate moved at the price of a single augmentation.
final class Matching {
  /// The cost of what cannot be.
  static let impossible: Int32 = 1 << 20

  private let size: Int
  private let cost: FlatBuffer<Int32>
  private let replaced: FlatBuffer<Int32>
  private let base: Duals
  private let trial: Duals
  private let slack: FlatBuffer<Int32>
  private let isUsed: FlatBuffer<Bool>
  private let way: FlatBuffer<Int>
  private var replacedRow = -1

  /// Creates a matching of `size` crates.
  init(size: Int) {
    self.size = size
    cost = FlatBuffer(repeating: 0, count: size * size)
    replaced = FlatBuffer(repeating: 0, count: size)
    base = Duals(size: size)
    trial = Duals(size: size)
    slack = FlatBuffer(repeating: 0, count: size + 1)
    isUsed = FlatBuffer(repeating: false, count: size + 1)
    way = FlatBuffer(repeating: 0, count: size + 1)
  }

  /// The memory it takes, in bytes.
  var bytes: Int { cost.bytes + size * 64 }

  /// Sets the cost of giving `goal` to `crate`.
  @inline(__always)
  func set(crate: Int, goal: Int, cost value: Int32) { cost[crate * size + goal] = value }

  /// Sets what the row given to `cost(ofReplacing:)` says of a goal.
  @inline(__always)
  func setReplacement(goal: Int, cost value: Int32) { replaced[goal] = value }

  /// Finds the cheapest matching, and returns its cost; `impossible` or more if there is none.
  func solve() -> Int32 {
    replacedRow = -1
    base.reset()
    for row in 0..<size { augment(base, row: row) }
    return total(base)
  }

  /// Returns the cost if the row of a crate were the replacement, all else as it was solved last.
  func cost(ofReplacing row: Int) -> Int32 {
    trial.copy(base)
    replacedRow = row
    for column in 1...size where trial.rowOf[column] == row + 1 { trial.rowOf[column] = 0 }
    trial.rowPrice[row + 1] = 0
    augment(trial, row: row)
    let result = total(trial)
    replacedRow = -1
    return result
  }

  @inline(__always)
  private func price(_ row: Int, _ column: Int) -> Int32 {
    row == replacedRow ? replaced[column] : cost[row * size + column]
  }

  private func total(_ duals: Duals) -> Int32 {
    var sum: Int32 = 0
    for column in 1...max(size, 1) where column <= size {
      sum += price(duals.rowOf[column] - 1, column - 1)
    }
    return sum
  }

  /// Adds a row to the matching; rows and columns count from 1 here, 0 being none.
  private func augment(_ duals: Duals, row: Int) {
    duals.rowOf[0] = row + 1
    var column = 0
    slack.fill(.max)
    isUsed.fill(false)
    repeat {
      isUsed[column] = true
      let row = duals.rowOf[column]
      var delta = Int32.max
      var nearest = 0
      let rowPrice = duals.rowPrice[row]
      for candidate in 1...size where !isUsed[candidate] {
        let reduced = price(row - 1, candidate - 1) - rowPrice - duals.columnPrice[candidate]
        if reduced < slack[candidate] {
          slack[candidate] = reduced
          way[candidate] = column
        }
        if slack[candidate] < delta {
          delta = slack[candidate]
          nearest = candidate
        }
      }
      for candidate in 0...size {
        if isUsed[candidate] {
          duals.rowPrice[duals.rowOf[candidate]] += delta
          duals.columnPrice[candidate] -= delta
        } else if slack[candidate] != .max {
          slack[candidate] -= delta
        }
      }
      column = nearest
    } while duals.rowOf[column] != 0
    repeat {
      let before = way[column]
      duals.rowOf[column] = duals.rowOf[before]
      column = before
    } while column != 0
  }
}

/// A matching of rows to columns and the prices that prove it cheapest.
private final class Duals {
  let rowPrice: FlatBuffer<Int32>
  let columnPrice: FlatBuffer<Int32>
  let rowOf: FlatBuffer<Int>

  init(size: Int) {
    rowPrice = FlatBuffer(repeating: 0, count: size + 1)
    columnPrice = FlatBuffer(repeating: 0, count: size + 1)
    rowOf = FlatBuffer(repeating: 0, count: size + 1)
  }

  func reset() {
    rowPrice.fill(0)
    columnPrice.fill(0)
    rowOf.fill(0)
  }

  func copy(_ other: Duals) {
    rowPrice.copy(other.rowPrice, count: rowPrice.count)
    columnPrice.copy(other.columnPrice, count: columnPrice.count)
    rowOf.copy(other.rowOf, count: rowOf.count)
  }
}
