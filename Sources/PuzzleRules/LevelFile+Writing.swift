extension LevelFile {
  /// The file as text; reading it and writing it again gives the same bytes.
  package var text: String {
    var lines = ["Format: holds 1"]
    lines += [("Collection", collection), ("Author", author), ("License", license)]
      .filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)" }
    lines += otherKeys.map(\.line)
    for level in levels {
      lines.append("")
      lines += level.notes.lines
      lines.append("Map:")
      lines += level.picture(of: level.start)
      guard level.needsFloorBlock else { continue }
      lines.append("Floor:")
      lines += level.terrainPicture(of: level.start)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Level {
  /// The board as text, from which the id of the level is made.
  ///
  /// It is the `Map:` block as this version writes it: cropped to the cells that are not outside,
  /// one row a line, each ended by LF; `-` for floor, a space for outside, none at the end of a
  /// row; a row all outside is a single `-`. Where an object stands on terrain that its symbol does
  /// not tell, a line `Floor:` and the rows of that block follow.
  package var normalizedText: String {
    var lines = picture(of: start)
    if needsFloorBlock { lines += ["Floor:"] + terrainPicture(of: start) }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension LevelNotes {
  fileprivate var lines: [String] {
    let known: [(name: String, value: String?)] = [
      ("Title", title.isEmpty ? nil : title),
      ("Chapter", chapter.map(String.init)),
      ("Idea", idea.isEmpty ? nil : idea),
      ("Uses", uses.isEmpty ? nil : uses.joined(separator: ", ")),
      ("Par", par.map { "\($0.pushes) \($0.moves)" }),
      ("Proof", proof?.text),
      ("Solution", solution.map { LURD.text(of: $0) }),
      ("Difficulty", difficulty.map(String.init)),
      ("Seed", seed.map { String($0) }),
    ]
    return [LevelKey(name: "Level", value: number.map(String.init) ?? "").line]
      + known.compactMap { name, value in value.map { "\(name): \($0)" } }
      + otherKeys.map(\.line)
  }
}

extension LevelKey {
  fileprivate var line: String { value.isEmpty ? "\(name):" : "\(name): \(value)" }
}

extension Proof {
  fileprivate var text: String {
    switch self {
    case .optimal: "optimal"
    case .bound(let pushes): "bound \(pushes)"
    }
  }
}
