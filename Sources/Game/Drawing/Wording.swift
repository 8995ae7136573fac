import PuzzleRules
import Screen

/// How numbers, stars and states are put into words and signs.
struct Wording {
  let glyphs: GlyphSet

  /// Returns a number with a space before each group of three digits.
  func grouped(_ number: Int) -> String {
    var groups: [String] = []
    var rest = number.magnitude
    while rest >= 1000 {
      let digits = String(rest % 1000)
      groups.append(String(repeating: "0", count: 3 - digits.count) + digits)
      rest /= 1000
    }
    groups.append(String(rest))
    return (number < 0 ? "-" : "") + groups.reversed().joined(separator: " ")
  }

  /// Returns three columns: stars and dashes, or a crown for a perfect result.
  func stars(_ score: Score?) -> String {
    guard let score else { return "---" }
    return stars(score.stars, hasCrown: score.hasCrown)
  }

  /// Returns three columns for 1…3 stars, or a crown.
  func stars(_ count: Int, hasCrown: Bool) -> String {
    let (star, crown) = glyphs == .unicode ? ("★", "◆") : ("*", "!")
    if hasCrown { return crown + "  " }
    return String(repeating: star, count: count) + String(repeating: "-", count: 3 - count)
  }

  /// Returns a number and a noun in the right form.
  func count(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// Returns a number of pushes in words.
  func pushes(_ number: Int) -> String { "\(grouped(number)) push\(number == 1 ? "" : "es")" }

  /// Returns a level as `01 First push`.
  func level(_ level: Level) -> String { "\(twoDigits(level.number ?? 0)) \(level.title)" }

  /// Returns a number with at least two digits.
  func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  /// Returns the state of syncing in a word or two, and how it looks.
  func status(_ state: GameState) -> (text: String, style: Style) {
    if state.saveProblem != nil { return ("! not saved", Style(.problem, bold: true)) }
    if state.mustChoose { return ("choose!", Style(.banner, bold: true)) }
    switch state.sync {
    case .guest: return ("guest", Style(.dim))
    case .synced: return ("* synced", Style(.success))
    case .saving: return ("~ saving", Style(.dim))
    case .offline(queued: 0): return ("- offline", Style(.banner))
    case .offline(let queued): return ("- offline \(queued) queued", Style(.banner))
    case .choose: return ("choose!", Style(.banner, bold: true))
    case .signInEnded: return ("! sign in again", Style(.problem, bold: true))
    case .problem: return ("! not synced", Style(.problem, bold: true))
    }
  }

  /// Returns the state of syncing and the player, as `* synced  @ Mira`.
  func statusAndPlayer(_ state: GameState, nameWidth: Int) -> String {
    let status = status(state).text
    guard let name = state.playerName else { return status }
    let shown =
      name.displayWidth <= nameWidth
      ? name : name.fitting(nameWidth - 1) + (glyphs == .unicode ? "…" : "~")
    return "\(status)  @ \(shown)"
  }
}

extension [String] {
  /// Returns the first of several wordings, longest first, that fills at most `width` columns; the
  /// last one if none does.
  func first(fitting width: Int) -> String {
    first { $0.displayWidth <= width } ?? last ?? ""
  }
}

extension String {
  /// Returns the text in lines of at most `width` columns, broken between words where possible.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      var word = String(word)
      if !line.isEmpty, line.displayWidth + 1 + word.displayWidth <= width {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while word.displayWidth > max(width, 2) {
        let head = word.fitting(max(width, 2))
        lines.append(head)
        word = String(word.dropFirst(head.count))
      }
      line = word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// Returns the text in as few lines as `wrapped(to:)`, of lengths as even as words allow.
  func balanced(to width: Int) -> [String] {
    var best = wrapped(to: width)
    for narrower in stride(from: width - 1, to: 0, by: -1) {
      let lines = wrapped(to: narrower)
      guard lines.count == best.count else { break }
      best = lines
    }
    return best
  }

  /// Returns the text with spaces behind it, up to `width` columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - displayWidth))
  }

  /// Returns the text with spaces before it, up to `width` columns.
  func aligned(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - displayWidth)) + self
  }
}
