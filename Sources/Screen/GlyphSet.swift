/// Which characters a picture may use.
package enum GlyphSet: Hashable, Sendable, CaseIterable {
  /// Printable ASCII only; everything else is drawn as `?`.
  case ascii

  /// Any character, with line drawing and block elements in frames and boards.
  case unicode

  /// The characters beyond ASCII that pictures of ours use; a terminal has to draw each in one
  /// column, or `ascii` must be chosen.
  package static let ornaments = "█·≈▒→←↑↓─│┌┐└┘├┤★◆…•▸"
}
