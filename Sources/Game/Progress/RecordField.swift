internal import PuzzleRules

/// Reads the space-separated fields of a versioned record.
enum RecordField {
  /// The version of every record this program writes.
  static let version = 1

  /// The largest count or sequence number a record may hold.
  static let largestNumber = 1 << 53

  /// Returns the fields after the version, or `nil` unless `text` is of our version with `count` of
  /// them.
  static func fields(of text: String, count: Int) -> [Substring]? {
    let fields = text.split(separator: " ", maxSplits: count, omittingEmptySubsequences: false)
    guard fields.count == count + 1, fields[0] == "\(version)",
      fields.allSatisfy({ !$0.isEmpty })
    else { return nil }
    return Array(fields.dropFirst())
  }

  /// Returns whether `text` is of a version later than ours, and so not ours to judge or replace.
  static func isNewer(_ text: String) -> Bool { versionNumber(of: text) > version }

  /// Returns the version `text` claims; 0 if it claims none.
  static func versionNumber(of text: String) -> Int {
    number(text.prefix { $0 != " " }, in: 0...largestNumber) ?? 0
  }

  /// Returns the number written in decimal digits and nothing else.
  static func number(
    _ text: some StringProtocol, in range: ClosedRange<Int> = 0...largestNumber
  ) -> Int? {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int(text), range.contains(number)
    else { return nil }
    return number
  }

  /// Returns whether `text` has the form of a level id: 16 hex digits.
  static func isLevelID(_ text: Substring) -> Bool {
    text.utf8.count == 16 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
  }

  /// Returns whether `text` can be part of a record key.
  static func isDeviceID(_ text: some StringProtocol) -> Bool {
    (1...100).contains(text.utf8.count)
      && text.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
            || "_.:-".contains(Character($0)))
      }
  }
}

extension Assistance {
  /// The flags field of a record: `-` none, `h` hint, `p` playback.
  var flags: String {
    switch self {
    case .none: "-"
    case .hint: "h"
    case .playback: "p"
    }
  }

  /// Creates the assistance a flags field tells.
  init?(flags: Substring) {
    guard let match = Assistance.allCases.first(where: { $0.flags == flags }) else { return nil }
    self = match
  }
}
