extension LevelFile {
  /// The file as XSB with titles and LURD solutions, which any program of the kind reads; `nil` if a
  /// level needs more than the classic rules.
  package var communityText: String? {
    guard levels.allSatisfy(\.isClassic) else { return nil }
    var lines = [("Collection", collection), ("Author", author)].filter { !$0.1.isEmpty }
      .map { "\($0.0): \($0.1)" }
    if !lines.isEmpty { lines.append("") }
    for (index, level) in levels.enumerated() {
      lines.append("; \(level.number ?? index + 1)")
      lines.append("")
      lines += level.picture(of: level.start).map { row in
        row.contains("#") ? row.replacing("-", with: " ") : row
      }
      lines.append("")
      if !level.title.isEmpty { lines.append("Title: \(level.title)") }
      lines += level.notes.otherKeys.map { "\($0.name): \($0.value)" }
      if let solution = level.solution { lines.append("Solution: " + LURD.text(of: solution)) }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }
}

extension Level {
  /// Whether the board means the same to every program that knows the classic rules: nothing but the
  /// core, and as many crates as goals.
  package var isClassic: Bool {
    start.waitingKeeper == nil && start.crates.count == goals.count
      && start.crates.allSatisfy { $0.color == nil }
      && rows.joined().allSatisfy { terrain in
        switch terrain {
        case .outside, .wall, .floor, .goal(nil): true
        case .goal, .hole, .ice, .oneWay, .plate, .door, .lift, .key, .lock, .plank: false
        }
      }
  }
}
