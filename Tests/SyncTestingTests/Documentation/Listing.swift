/// Lines of a listing as a reader sees them: how much space stands before a line or a remark is the
/// matter of whoever sets it.
enum Listing {
  /// Returns the Swift listings in a text, in order.
  static func blocks(in lines: [String]) -> [[String]] {
    var blocks: [[String]] = []
    var block: [String]?
    for line in lines {
      let line = trimmed(line)
      if line == "```swift" {
        block = []
      } else if line == "```", let whole = block {
        blocks.append(whole)
        block = nil
      } else {
        block?.append(plain(line))
      }
    }
    return blocks
  }

  /// Tells whether `source` has all lines of `block` in a row, and its imports anywhere.
  static func holds(_ block: [String], in source: [String]) -> Bool {
    let imports = block.prefix { $0.hasPrefix("import ") || $0.isEmpty }
    let rest = Array(block.dropFirst(imports.count))
    guard imports.allSatisfy({ $0.isEmpty || source.contains($0) }), !rest.isEmpty,
      source.count >= rest.count
    else { return false }
    return (0...source.count - rest.count).contains { source[$0...].starts(with: rest) }
  }

  /// Returns a line with single spaces and none at its ends.
  static func plain(_ line: String) -> String {
    line.split(separator: " ").joined(separator: " ")
  }

  /// Returns a line without its indentation.
  static func trimmed(_ line: String) -> String {
    String(line.drop { $0 == " " })
  }
}
