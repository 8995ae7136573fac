import TestKit

/// A board drawn by lot with all mechanics on it, without any thought of being solved.
struct RandomBoard: Sendable {
  /// The rows of `Map:`.
  private(set) var map: [String]
  /// The rows of `Floor:`.
  private(set) var floor: [String]

  init(using generator: inout SeededGenerator) {
    let width = Int.random(in: 6...10, using: &generator)
    let height = Int.random(in: 6...9, using: &generator)
    let share = Int.random(in: 15...60, using: &generator)
    var ground: [[Character]] = (0..<height).map { y in
      (0..<width).map { x in
        if x == 0 || y == 0 || x == width - 1 || y == height - 1 { return "#" }
        guard Int.random(in: 0..<100, using: &generator) < share else { return "-" }
        return "##oo~~~~~~~~~~^v<>aaAAAbcBCXYZ..kkK%%%".randomElement(using: &generator) ?? "-"
      }
    }
    RandomBoard.placeLifts(in: &ground, using: &generator)
    var drawn = ground
    var objects = Array("@$$$xyz".prefix(Int.random(in: 2...7, using: &generator)))
    if Bool.random(using: &generator) { objects.insert("&", at: 1) }
    for object in objects {
      let free = RandomBoard.cells(of: ground).filter { x, y in
        !"#oABCK".contains(ground[y][x]) && drawn[y][x] == ground[y][x]
      }
      guard let (x, y) = free.randomElement(using: &generator) else { continue }
      let isPlainGoal = ground[y][x] == "."
      drawn[y][x] = isPlainGoal && object == "@" ? "+" : isPlainGoal && object == "$" ? "*" : object
    }
    map = drawn.map { String($0) }
    floor = ground.map { String($0) }
  }

  /// Whether it has a goal.
  var hasGoal: Bool { floor.contains { $0.contains { ".XYZ".contains($0) } } }

  /// The board as a level of a file; a goal it lacks is added in a closet of its own.
  var text: String {
    let closet = hasGoal ? [] : [String(repeating: "#", count: map[0].count - 3) + "#.#"]
    return
      (["Format: holds 1", "Level: 1", "Map:"] + map + closet + ["Floor:"] + floor + closet + [""])
      .joined(separator: "\n")
  }

  private static func cells(of ground: [[Character]]) -> [(Int, Int)] {
    ground.indices.flatMap { y in ground[y].indices.map { ($0, y) } }
  }

  private static func placeLifts(
    in ground: inout [[Character]], using generator: inout SeededGenerator
  ) {
    for number in 1...Int.random(in: 1...3, using: &generator) {
      let free = cells(of: ground).filter { x, y in ground[y][x] == "-" }
      guard let first = free.randomElement(using: &generator) else { return }
      let far = free.filter { abs($0.0 - first.0) + abs($0.1 - first.1) > 1 }
      guard let second = far.randomElement(using: &generator) else { return }
      ground[first.1][first.0] = Character(String(number))
      ground[second.1][second.0] = Character(String(number))
    }
  }
}
