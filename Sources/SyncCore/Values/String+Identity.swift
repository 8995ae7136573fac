extension String {
  /// Tells whether both texts are the same bytes, where `==` asks only for canonical equivalence.
  ///
  /// ```swift
  /// let isSameText = "\u{e9}".isIdentical(to: "e\u{301}")
  /// ```
  public func isIdentical(to other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
