/// The fewest pushes of any solution, and the fewest moves among solutions with so few pushes.
package struct Par: Hashable, Sendable {
  /// The fewest pushes.
  package var pushes: Int

  /// The fewest moves among solutions with the fewest pushes.
  package var moves: Int

  /// Creates a par.
  package init(pushes: Int, moves: Int) {
    self.pushes = pushes
    self.moves = moves
  }
}
