package import PuzzleRules

/// The levels of the game, in order.
package struct LevelPack: Hashable, Sendable {
  /// How many levels of a chapter must be solved to open the next one (game.md 4).
  package static let solvedToOpenNextChapter = 6

  /// The titles of the chapters, first to last (game.md 5.1).
  package static let chapterTitles = [
    "The Quay", "The Bilge", "Cold Store", "Scuppers", "Bulkheads", "Lift Shaft", "Customs",
    "Strongroom", "Two Watches", "Rotten Deck",
  ]

  /// The levels, by rising number.
  package let levels: [Level]

  private let ids: [Int: String]
  private let indices: [Int: Int]

  /// Reads the levels that are part of the program; throws only if they were built with mistakes.
  package static func load() throws(LevelFileError) -> LevelPack {
    LevelPack(
      try LevelFile(parsing: PackageResources.hundred_holds_holds, name: "hundred-holds.holds"))
  }

  /// Creates a pack of the numbered levels in `file`.
  package init(_ file: LevelFile) {
    let numbered = file.levels.compactMap { level in level.number.map { ($0, level) } }
      .sorted { $0.0 < $1.0 }
    levels = numbered.map(\.1)
    ids = Dictionary(numbered.map { ($0, $1.id) }, uniquingKeysWith: { first, _ in first })
    indices = Dictionary(
      numbered.enumerated().map { index, level in (level.0, index) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Returns the level with `number`, if the pack has it.
  package func level(_ number: Int) -> Level? { indices[number].map { levels[$0] } }

  /// Returns the id of the level with `number`, without computing it anew.
  package func id(ofLevel number: Int) -> String? { ids[number] }

  /// Returns the levels of `chapter`, in order.
  package func levels(inChapter chapter: Int) -> [Level] { levels.filter { $0.chapter == chapter } }
}
