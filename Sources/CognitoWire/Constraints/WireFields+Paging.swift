extension WireFields {
  /// Returns the page size that has to be given, 1 to 60 (cognito-sync.md 3.2, "QueryLimit").
  func requiredPageSize() throws(WireError) -> Int {
    guard let size = try integer("MaxResults", in: 1...60) else { throw missing("MaxResults") }
    return size
  }

  /// Returns where a page begins, or nothing for the first (3.2, "PaginationKey").
  func nextToken() throws(WireError) -> String? {
    try text("NextToken", length: 1...65_535, pattern: "[\\S]+") { text in
      !text.contains(where: \.isWhitespace)
    }
  }
}
