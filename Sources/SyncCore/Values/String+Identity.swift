extension String {
  /// Tells whether both texts are the same bytes, where `==` asks only for canonical equivalence.
  public func isIdentical(to other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
