import CCurses
import Screen

/// Starts curses in the way the game needs and finds out what the terminal can show.
struct ScreenStart {
  /// The colours that may be used; the pair numbered `1 + n` belongs to the n-th role.
  let depth: ColorDepth

  /// The characters that the locale and the C library draw in the width we expect.
  let glyphs: GlyphSet

  /// What makes the terminal an ordinary one again, for a handler that cannot call curses.
  let farewell: String

  /// Takes the terminal; the locale has been set.
  init(options: TerminalOptions) throws(TerminalError) {
    guard !options.name.isEmpty else { throw .unnamed }
    guard ccurses_describe(options.name) != 0 else { throw .unknown(name: options.name) }
    guard Self.isSuitable(options.name) else { throw .unsuitable(name: options.name) }
    let direct = Self.directName(options)
    guard ccurses_start(direct ?? options.name) != nil else {
      throw .unsuitable(name: options.name)
    }
    raw()
    noecho()
    nonl()
    leaveok(ccurses_screen(), true)
    curs_set(0)
    // Without colours curses must not even know of them, or it sets the two it takes as given.
    depth = options.depth == .none ? .none : min(options.depth, Self.startColors())
    Self.preparePairs(.dusk, depth: depth)
    glyphs = Self.drawsOrnaments() ? .unicode : .ascii
    farewell = ["sgr0", "op", "cnorm", "rmcup"].map(Self.capability).joined() + "\r\n"
  }

  private static func isSuitable(_ name: String) -> Bool {
    guard !name.isEmpty, ccurses_describe(name) != 0 else { return false }
    return ccurses_capability("cup") != nil && ccurses_capability("clear") != nil
  }

  /// The database entry for 24-bit colour of a terminal that claims to have it.
  private static func directName(_ options: TerminalOptions) -> String? {
    guard options.claimsTrueColor, options.depth == .trueColor, tigetflag("RGB") <= 0 else {
      return nil
    }
    let suffix = "-256color"
    let isIndexed = options.name.hasSuffix(suffix)
    let base = isIndexed ? String(options.name.dropLast(suffix.count)) : options.name
    let name = base + "-direct"
    return isSuitable(name) ? name : nil
  }

  private static func startColors() -> ColorDepth {
    guard has_colors(), start_color() == OK else { return .none }
    let isDirect = tigetflag("RGB") > 0 || ccurses_colors() > 256
    return ColorDepth(colors: Int(ccurses_colors()), isDirect: isDirect)
  }

  private static func preparePairs(_ theme: Theme, depth: ColorDepth) {
    guard depth > .none else { return }
    let background = Int32(theme.background.value(at: depth))
    assume_default_colors(Int32(theme.foreground(.text).value(at: depth)), background)
    for (index, role) in Style.Role.allCases.enumerated() {
      let foreground = Int32(theme.foreground(role).value(at: depth))
      init_extended_pair(Int32(index + 1), foreground, background)
    }
    ccurses_background(1)
  }

  private static func drawsOrnaments() -> Bool {
    guard ccurses_is_utf8() != 0 else { return false }
    return GlyphSet.ornaments.unicodeScalars.allSatisfy { ccurses_width($0.value) == 1 }
  }

  /// A capability without the padding marks that old terminals need.
  private static func capability(_ name: String) -> String {
    guard let bytes = ccurses_capability(name) else { return "" }
    var result = ""
    var isPadding = false
    var last: Character = " "
    for character in String(cString: bytes) {
      if last == "$", character == "<" {
        isPadding = true
        result.removeLast()
      }
      if !isPadding { result.append(character) }
      if character == ">" { isPadding = false }
      last = character
    }
    return result
  }
}
