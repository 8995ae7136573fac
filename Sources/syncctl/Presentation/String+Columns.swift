extension String {
  /// The number of terminal columns that the text fills.
  var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The text, shortened to `columns` if it fills more, which an ellipsis shows.
  func shortened(to columns: Int) -> String {
    guard self.columns > columns else { return self }
    var used = 0
    let part = prefix { character in
      used += character.columns
      return used < columns
    }
    return part + "…"
  }

  /// The text with spaces behind it that fill `columns`.
  func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - self.columns))
  }
}

extension Character {
  /// The number of terminal columns that the character fills: 0 (alone a combining mark), 1 or 2.
  fileprivate var columns: Int {
    guard !isASCII, let scalar = unicodeScalars.first else { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    case _: return scalar.isWide ? 2 : 1
    }
  }
}

extension Unicode.Scalar {
  /// Whether terminals give the scalar two columns: emoji, and the scripts of East Asia.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xa960...0xa97c, 0xac00...0xd7a3,
    0xf900...0xfaff, 0xfe30...0xfe6f, 0xff01...0xff60, 0xffe0...0xffe6, 0x20000...0x3fffd,
  ]

  fileprivate var isWide: Bool {
    properties.isEmojiPresentation || Self.wide.contains { $0.contains(value) }
  }
}
