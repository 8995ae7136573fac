/// The least pushes that bring crates onto the goals if they never stood in each other's way: the
/// cheapest matching of goals to crates (game.md 5.3, "the min-cost matching bound").
///
/// For one crate alone, doors and locks are open, holes and planks carry it, a keeper is wherever he
/// is needed, and a crate on ice or entering a pad may stop short as if something stood behind.
struct CrateBound {
  /// What stands for no way.
  private static let far = 100_000

  private let arena: Arena

  /// The pushes from each cell to each goal: one row a goal.
  private let distances: [[Int]]

  init(_ arena: Arena) {
    self.arena = arena
    let sources = CrateBound.sources(in: arena)
    distances = arena.goals.map { CrateBound.distances(to: Int($0.cell), sources) }
  }

  /// Returns the bound, or `nil` if the crates left cannot fill the goals.
  func pushes(_ objects: ArenaState.Objects) -> Int? {
    let slots = arena.slotColors.indices.filter { objects.crates[$0] != Arena.none }
    guard slots.count >= arena.goals.count else { return nil }
    let costs = zip(arena.goals, distances).map { goal, row in
      slots.map { goal.slots.contains($0) ? row[Int(objects.crates[$0])] : CrateBound.far }
    }
    let cost = CrateBound.cheapestMatching(costs)
    return cost >= CrateBound.far ? nil : cost
  }

  /// For each cell, the cells from which one push may bring a crate there.
  private static func sources(in arena: Arena) -> [[Int]] {
    var sources = Array(repeating: [Int](), count: arena.positions.count)
    for keeper in arena.positions.indices {
      for direction in 0..<4 {
        let origin = Int(arena.neighbors[keeper * 4 + direction])
        guard origin != Int(Arena.none) else { continue }
        var cell = origin
        repeat {
          let target = arena.neighbors[cell * 4 + direction]
          guard target != Arena.none else { break }
          cell = Int(target)
          sources[cell].append(origin)
          if arena.partners[cell] != Arena.none {
            sources[Int(arena.partners[cell])].append(origin)
          }
        } while arena.kinds[cell] == .ice
      }
    }
    return sources
  }

  private static func distances(to goal: Int, _ sources: [[Int]]) -> [Int] {
    var distances = Array(repeating: far, count: sources.count)
    distances[goal] = 0
    var queue = [goal]
    var next = 0
    while next < queue.count {
      let cell = queue[next]
      next += 1
      for source in sources[cell] where distances[source] == far {
        distances[source] = distances[cell] + 1
        queue.append(source)
      }
    }
    return distances
  }

  /// The cost of the cheapest choice of a column for each row, by the method of potentials.
  private static func cheapestMatching(_ costs: [[Int]]) -> Int {
    let rows = costs.count
    let columns = costs.first?.count ?? 0
    var rowPotential = Array(repeating: 0, count: rows + 1)
    var columnPotential = Array(repeating: 0, count: columns + 1)
    var rowOfColumn = Array(repeating: 0, count: columns + 1)
    var previous = Array(repeating: 0, count: columns + 1)
    for row in stride(from: 1, through: rows, by: 1) {
      rowOfColumn[0] = row
      var column = 0
      var slack = Array(repeating: Int.max, count: columns + 1)
      var isUsed = Array(repeating: false, count: columns + 1)
      repeat {
        isUsed[column] = true
        let current = rowOfColumn[column]
        var least = Int.max
        var best = 0
        for other in 1...columns where !isUsed[other] {
          let reduced =
            costs[current - 1][other - 1] - rowPotential[current] - columnPotential[other]
          if reduced < slack[other] {
            slack[other] = reduced
            previous[other] = column
          }
          if slack[other] < least {
            least = slack[other]
            best = other
          }
        }
        for other in 0...columns {
          if isUsed[other] {
            rowPotential[rowOfColumn[other]] += least
            columnPotential[other] -= least
          } else if slack[other] != Int.max {
            slack[other] -= least
          }
        }
        column = best
      } while rowOfColumn[column] != 0
      repeat {
        rowOfColumn[column] = rowOfColumn[previous[column]]
        column = previous[column]
      } while column != 0
    }
    return (1...max(1, columns)).reduce(0) { sum, column in
      guard column <= columns, rowOfColumn[column] > 0 else { return sum }
      return sum + costs[rowOfColumn[column] - 1][column - 1]
    }
  }
}
