import PuzzleRules
import TestKit
import Testing

extension Level {
  /// Reads a board drawn in a test.
  static func drawn(_ map: String) throws -> Level {
    let file = try LevelFile(parsing: "Format: holds 1\n\nLevel: 1\nMap:\n\(map)\n", name: "drawn")
    return try #require(file.levels.first)
  }

  /// A room with three crates and space to play in.
  static func room() throws -> Level {
    try .drawn(
      """
      #########
      #---#---#
      #-$---$-#
      #--.@.--#
      ##-#$#-##
      #---.---#
      #########
      """)
  }

  /// A deck with all ten mechanics and two keepers.
  static func deck() throws -> Level {
    try .drawn(
      """
      ############
      #@--k-K-.--#
      #-$~~~-A-X-#
      #-a-o-x-1--#
      #->-%%-y---#
      #&-v-^<-1Y-#
      #-b-$z-B-Z-#
      ############
      """)
  }

  /// A corridor solved by `RR`.
  static func corridor() throws -> Level {
    try .drawn(
      """
      ######
      #@$-.#
      ######
      """)
  }
}

extension Attempt {
  /// Performs the actions `text` stands for.
  mutating func play(_ text: String) throws {
    for action in try LURD.actions(in: text) { _ = perform(action) }
  }

  /// The history as LURD.
  var text: String { LURD.text(of: history.actions) }

  /// The board drawn as in a level file, `-` for floor.
  var picture: String { level.picture(of: state).joined(separator: "\n") }
}

/// Returns `count` random steps, seldom a swap.
func randomActions(_ count: Int, seed: UInt64) -> [Action] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in Action.allCases.randomElement(using: &generator) ?? .swap }
}
