/// The name of a dataset: 1 to 128 of `[a-zA-Z0-9_.:-]` (cognito-sync.md 2.2).
///
/// ```swift
/// let name = DatasetName("Notes")
/// let isAllowed = DatasetName("my notes") != nil
/// ```
public struct DatasetName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name as it stands on the wire.
  public let rawValue: String

  /// The most characters a name may have.
  public static let maximumLength = 128

  /// Creates a name, or nothing when `text` breaks the grammar.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard (1...Self.maximumLength).contains(bytes.count), bytes.allSatisfy(Self.isAllowed) else {
      return nil
    }
    rawValue = text
  }

  /// The name as it stands on the wire.
  public var description: String { rawValue }

  /// Orders names by their bytes.
  public static func < (left: DatasetName, right: DatasetName) -> Bool {
    left.rawValue < right.rawValue
  }

  /// Returns the name under which this dataset of a merged identity appears at its parent
  /// (cognito-sync.md 1, "Merged dataset"), or nothing when it would be too long.
  ///
  /// ```swift
  /// let guestNotes = name.merged(from: guest)
  /// ```
  public func merged(from identity: IdentityID) -> DatasetName? {
    DatasetName("\(rawValue).\(identity.rawValue)")
  }

  /// Returns the identity whose dataset of this name `other` holds after a merge, or nothing.
  ///
  /// Only an exact identity suffix counts: `a.b` is no merge result of `a` (bug B-47).
  ///
  /// ```swift
  /// let isGuests = name.mergeSource(of: merged) == guest
  /// ```
  public func mergeSource(of other: DatasetName) -> IdentityID? {
    let prefix = rawValue + "."
    guard other.rawValue.hasPrefix(prefix) else { return nil }
    let suffix = String(other.rawValue.dropFirst(prefix.count))
    guard suffix.utf8.contains(UInt8(ascii: ":")) else { return nil }
    return IdentityID(suffix)
  }

  static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: ":"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
