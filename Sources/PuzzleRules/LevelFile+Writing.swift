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
      lines += level.rows
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Level {
  /// The board as text, from which the id of the level is made.
  ///
  /// It is the `Map:` block as this version writes it: cropped to the cells that are not outside,
  /// one row a line, each ended by LF; `-` for floor, a space for outside, none at the end of a
  /// row; a row all outside is a single `-`. Every object of the core stands on floor or a goal, so
  /// the symbols of the map tell all and no `Floor:` block follows.
  package var normalizedText: String { rows.map { $0 + "\n" }.joined() }

  fileprivate var rows: [String] {
    (0..<height).map { row in
      var characters = (0..<width).map { column in
        let cell = Position(column: column, row: row)
        let object: MapSymbol.Object? =
          start.hasKeeper(at: cell) ? .keeper : start.hasCrate(at: cell) ? .crate : nil
        return MapSymbol.character(for: terrain(at: cell), object)
      }
      while characters.last == " " { characters.removeLast() }
      return characters.isEmpty ? "-" : String(characters)
    }
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
