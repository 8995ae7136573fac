import PuzzleRules

/// Level files put together into one pack.
struct Packing {
  /// A level that says no chapter.
  struct Mistake: Error, Hashable, Sendable {
    /// The index of the file.
    let file: Int

    /// The place of the level in it, from 1.
    let place: Int
  }

  /// What `levelsmith generate` writes for itself alone, in lower case.
  private static let ownKeys: Set<String> = ["slot", "round"]

  private let files: [LevelFile]

  init(_ files: [LevelFile]) { self.files = files }

  /// Returns the pack: levels by chapter, numbered from 1.
  func file() throws(Mistake) -> LevelFile {
    var pack = files.first ?? LevelFile()
    pack.otherKeys.removeAll { $0.name.lowercased().hasPrefix("smith-") }
    for (index, file) in files.enumerated() {
      guard let place = file.levels.firstIndex(where: { $0.chapter == nil }) else { continue }
      throw Mistake(file: index, place: place + 1)
    }
    // Sorting is stable where equal elements are told apart by where they came from.
    let levels = files.flatMap(\.levels).enumerated().sorted { left, right in
      (left.element.chapter ?? 0, left.offset) < (right.element.chapter ?? 0, right.offset)
    }
    pack.levels = levels.enumerated().map { index, entry in
      var level = entry.element
      level.notes.number = index + 1
      level.notes.otherKeys.removeAll { Packing.ownKeys.contains($0.name.lowercased()) }
      return level
    }
    return pack
  }
}
