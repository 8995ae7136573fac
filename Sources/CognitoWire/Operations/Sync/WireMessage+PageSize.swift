extension WireMessage {
  /// Returns the page size asked for, or nothing if none was; any size from 1 is accepted.
  func requestedPageSize() throws(WireError) -> Int? {
    guard let text = query("maxResults") else { return nil }
    guard let asked = Int32(text), asked > 0 else {
      throw WireFields.violation(
        text, at: "maxResults", WireConstraint.range(1...2_147_483_647), .sync)
    }
    return Int(asked)
  }

  /// Returns a page size, or nothing if none was asked for; clamped silently to `maximum`.
  func pageSize(maximum: Int) throws(WireError) -> Int? {
    try requestedPageSize().map { min($0, maximum) }
  }
}
