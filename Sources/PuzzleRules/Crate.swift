/// A crate and where it stands.
package struct Crate: Hashable, Sendable {
  /// Where it stands.
  package internal(set) var position: Position

  /// Its colour; `nil` for a plain one.
  package let color: CrateColor?

  /// Creates a crate.
  package init(_ position: Position, color: CrateColor? = nil) {
    self.position = position
    self.color = color
  }
}
