import Foundation
import LevelPack
import PuzzleRules
import Testing

/// What the tests know about the levels that are part of the program.
enum Levels {
  /// Returns the keys that solve a level by its stored solution.
  static func solution(of number: Int) throws -> [String] {
    let level = try #require(try LevelPack.load().level(number))
    let keys: [Direction: String] = [.up: "k", .down: "j", .left: "h", .right: "l"]
    return try #require(level.solution).map { action in
      guard case .step(let direction) = action.action else { return "Tab" }
      return keys[direction] ?? ""
    }
  }
}
