import PuzzleRules
import Testing

@testable import levelsmith

extension Level {
  /// Reads a board drawn in a test, with what the lines of `notes` say about it.
  static func drawn(_ map: String, notes: String = "") throws -> Level {
    let text = "Format: holds 1\n\nLevel: 1\n\(notes)\(notes.isEmpty ? "" : "\n")Map:\n\(map)\n"
    let file = try LevelFile(parsing: text, name: "drawn")
    return try #require(file.levels.first)
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

  /// A room with two crates whose order matters.
  static func stowage() throws -> Level {
    try .drawn(
      """
      ####
      #--###
      #--$-##
      #----.##
      ##$$-..#
      #-@-####
      #####
      """)
  }

  /// Levels that cannot be solved without what is special about them, one for each mechanic.
  static let special: [Mechanic: String] = [
    .hole: """
    #########
    #@-$-o$.#
    #-------#
    ####-####
    #########
    """,
    .ice: """
    ########
    #@$~~.##
    ###---##
    ########
    """,
    .door: """
    ########
    #@$a#--#
    #---A$.#
    #---#--#
    ########
    """,
    .lift: """
    #########
    #@-1#1--#
    #---#-$.#
    #########
    """,
    .color: """
    #######
    #X---Y#
    #-y-x-#
    #--@--#
    #######
    """,
    .key: """
    ########
    #@-k#--#
    #---K$.#
    #---#--#
    ########
    """,
    .keeper: """
    #########
    #@$.#.$&#
    #########
    """,
    .plank: """
    ######
    #@%$.#
    ######
    """,
  ]
}

extension Judge {
  /// A judge fast enough for tests of small boards.
  static let small = Judge.plain(nodes: 20_000, states: 60_000)
}
