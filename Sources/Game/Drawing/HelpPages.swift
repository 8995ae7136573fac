import PuzzleRules
import Screen

/// The help as pages that fit the terminal.
struct HelpPages {
  /// One row of a page.
  enum Line: Hashable, Sendable {
    case blank
    case heading(String)
    case text(String)
    case key(names: String, meaning: String)
    case tile(Tile, meaning: String)
    case example(before: [Tile], after: [Tile])
  }

  /// The columns for the names of keys.
  static let keyWidth = 22

  /// The rows of each page.
  let pages: [[Line]]

  /// The number of pages, at least 1.
  var count: Int { pages.count }

  /// Divides the help for a terminal of extent `size`; of `mechanics` it tells those the player met.
  init(size: Size, glyphs: GlyphSet, mechanics: [Mechanic]) {
    let rows = max(1, size.rows - 4)
    let width = max(1, size.columns - 4)
    let blocks = Self.keyBlocks(width: width)
    let chapters: [[[Line]]] = [
      Array(blocks.prefix(1)), Self.rules(glyphs, width: width),
      Self.mechanics(mechanics, glyphs, width: width), Self.sync(glyphs, width: width),
      Array(blocks.dropFirst()),
    ]
    pages = chapters.flatMap { Self.paginate($0, rows: rows) }
  }

  /// Fills pages with whole blocks as far as they fit, a blank row between two.
  private static func paginate(_ blocks: [[Line]], rows: Int) -> [[Line]] {
    var pages: [[Line]] = []
    var page: [Line] = []
    for block in blocks {
      if page.isEmpty || page.count + 1 + block.count <= rows {
        page += (page.isEmpty ? [] : [.blank]) + block
      } else {
        pages.append(page)
        page = block
      }
      while page.count > rows {
        pages.append(Array(page.prefix(rows)))
        page.removeFirst(rows)
      }
    }
    return page.isEmpty ? pages : pages + [page]
  }

  private static func keyBlocks(width: Int) -> [[Line]] {
    KeyTable.sections.map { section in
      [.heading(section.title)] + section.lines.flatMap(lines)
    }
  }

  /// More keys than their column is wide go on in the next row.
  private static func lines(_ line: KeyLine) -> [Line] {
    line.names.wrapped(to: keyWidth - 1).enumerated().map { index, names in
      .key(names: names, meaning: index == 0 ? line.meaning : "")
    }
  }

  private static func rules(_ glyphs: GlyphSet, width: Int) -> [[Line]] {
    let tiles: [(Tile.Ground, Tile.Object?, String)] = [
      (.floor, .keeper(number: 1), "you, the keeper"),
      (.goal, .keeper(number: 1), "you, standing on a goal"),
      (.floor, .crate, "a crate"),
      (.goal, nil, "a goal"),
      (.goal, .crate, "a crate on a goal"),
      (.wall, nil, "a wall"),
    ]
    return [
      [.heading("How to play")]
        + text("Push every crate onto a goal. You push one crate at a time, and never pull.", width)
        + text("Take back as much as you like: undo costs nothing, and no clock runs.", width),
      [.heading("The board")]
        + tiles.map { .tile(Tile($0.0, $0.1, glyphs: glyphs), meaning: $0.2) },
    ]
  }

  private static func mechanics(
    _ mechanics: [Mechanic], _ glyphs: GlyphSet, width: Int
  ) -> [[Line]] {
    mechanics.enumerated().map { index, mechanic in
      let example = MechanicExample(mechanic, glyphs: glyphs)
      return (index == 0 ? [.heading("What else there is on board"), .blank] : [])
        + text(mechanic.caption, width)
        + (example.map { [.example(before: $0.before, after: $0.after)] } ?? [])
    }
  }

  private static func sync(_ glyphs: GlyphSet, width: Int) -> [[Line]] {
    let crown = Wording(glyphs: glyphs).stars(3, hasCrown: true).prefix(1)
    return [
      [.heading("Score")]
        + text(
          "The number in brackets is par: the fewest pushes there can be, and the fewest moves "
            + "with them. A solution is worth 500 points, and up to 500 more the nearer it comes "
            + "to par. One star: solved. Two: at most a fifth more pushes than par. Three: not one "
            + "push more. \(crown) or perfect: not one move more either.", width),
      [.heading("Your other terminals")]
        + text(
          "Every key is saved on this device before the next one is read, network or not. "
            + "Signed in with the same name elsewhere, you find the same level, the same board "
            + "and the same undo history.", width),
      [.heading("When two terminals play at once")]
        + text(
          "Your board never moves by itself: a line at the bottom tells where the other one is, "
            + "and c goes there. Where both moved on, you choose, and the other board is kept.",
          width),
    ]
  }

  private static func text(_ text: String, _ width: Int) -> [Line] {
    text.wrapped(to: min(width, 76)).map(Line.text)
  }
}
