import Screen

/// Gives each role a colour at each depth, without redefining the terminal's palette.
struct Theme {
  /// One colour, for every depth.
  struct Color {
    /// The value in a 24-bit terminal.
    let rgb: Int
    /// The number in the fixed part, 16…255, of the 256-colour palette.
    let indexed: Int
    /// The number in the 16-colour palette.
    let sixteen: Int
    /// The number in the 8-colour palette.
    let eight: Int

    /// The colour as curses wants it at `depth`.
    func value(at depth: ColorDepth) -> Int {
      switch depth {
      case .none: -1
      case .eight: eight
      case .sixteen: sixteen
      case .indexed: indexed
      case .trueColor: rgb
      }
    }
  }

  /// The colour behind everything.
  let background: Color

  /// The colour of a role.
  let foreground: @Sendable (Style.Role) -> Color

  /// The default: warm crates against cool goals on a dark ground.
  ///
  /// Crate, fitting crate and goal differ in lightness and on the blue-yellow axis, which red-green blindness leaves intact.
  static let dusk = Theme(
    background: Color(rgb: 0x1C1C1C, indexed: 234, sixteen: 0, eight: 0),
    foreground: { role in
      switch role {
      case .text, .floor, .field: Color(rgb: 0xD0D0D0, indexed: 252, sixteen: 7, eight: 7)
      case .dim, .frame, .rule: Color(rgb: 0x949494, indexed: 246, sixteen: 7, eight: 7)
      case .title: Color(rgb: 0x87D7FF, indexed: 117, sixteen: 14, eight: 6)
      case .selected, .keeper: Color(rgb: 0xFFFFFF, indexed: 231, sixteen: 15, eight: 7)
      case .banner: Color(rgb: 0xFFD787, indexed: 222, sixteen: 11, eight: 3)
      case .problem: Color(rgb: 0xFF8787, indexed: 210, sixteen: 9, eight: 1)
      case .success: Color(rgb: 0x87FFD7, indexed: 122, sixteen: 14, eight: 6)
      case .score: Color(rgb: 0xFFD700, indexed: 220, sixteen: 11, eight: 3)
      case .wall: Color(rgb: 0x8A8A8A, indexed: 245, sixteen: 7, eight: 7)
      case .goal: Color(rgb: 0x5FAFD7, indexed: 74, sixteen: 6, eight: 6)
      case .crate: Color(rgb: 0xFFAF5F, indexed: 215, sixteen: 3, eight: 3)
      case .crateFitting: Color(rgb: 0xAFFFFF, indexed: 159, sixteen: 14, eight: 6)
      case .blue: Color(rgb: 0x87AFFF, indexed: 111, sixteen: 12, eight: 4)
      case .yellow, .arrow, .treasure: Color(rgb: 0xFFFF5F, indexed: 227, sixteen: 11, eight: 3)
      case .magenta, .lift: Color(rgb: 0xFF87FF, indexed: 213, sixteen: 13, eight: 5)
      case .red: Color(rgb: 0xFF8787, indexed: 210, sixteen: 9, eight: 1)
      case .green: Color(rgb: 0x87D787, indexed: 114, sixteen: 10, eight: 2)
      case .hole: Color(rgb: 0x9E9E9E, indexed: 247, sixteen: 7, eight: 7)
      case .ice: Color(rgb: 0x87D7FF, indexed: 117, sixteen: 14, eight: 6)
      case .plank: Color(rgb: 0xD7AF87, indexed: 180, sixteen: 3, eight: 3)
      }
    })
}
