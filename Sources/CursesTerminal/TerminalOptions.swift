package import Screen

/// What is known about a terminal before it is opened.
package struct TerminalOptions: Hashable, Sendable {
  /// The name in the terminal database (`TERM`).
  package var name: String

  /// The most colours to use.
  package var depth: ColorDepth

  /// Whether the terminal says it shows 24-bit colour (`COLORTERM`).
  package var claimsTrueColor: Bool

  /// The characters to draw with; nil chooses by locale and character widths.
  package var glyphs: GlyphSet?

  /// Reads the variables `TERM`, `COLORTERM` and `NO_COLOR`.
  ///
  /// `NO_COLOR`, when present and not empty, means no colour at all, as does `isMonochrome`.
  package init(
    environment: [String: String], isMonochrome: Bool = false, glyphs: GlyphSet? = nil
  ) {
    name = environment["TERM"] ?? ""
    let isPlain = isMonochrome || environment["NO_COLOR", default: ""] != ""
    depth = isPlain ? .none : .trueColor
    claimsTrueColor = ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
    self.glyphs = glyphs
  }
}
