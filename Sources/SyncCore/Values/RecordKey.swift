/// The key of a record: 1 to 1,024 Unicode scalars on the wire (cognito-sync.md 2.2).
///
/// Keys are compared byte by byte. Swift's own comparison takes canonically equivalent texts for
/// equal, which would merge two keys that the protocol tells apart.
///
/// ```swift
/// let result = try await notes.synchronize()
/// let texts = try result.changedKeys.map { try notes.value(for: $0.rawValue) }
/// ```
public struct RecordKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The key as it stands on the wire.
  public let rawValue: String

  /// The most Unicode scalars a key may have on the wire.
  public static let maximumLength = 1_024

  /// Creates a key, or nothing when `text` is empty or too long.
  public init?(_ text: String) {
    guard !text.isEmpty, text.unicodeScalars.count <= Self.maximumLength else { return nil }
    rawValue = text
  }

  /// The key as it stands on the wire.
  public var description: String { rawValue }

  /// Tells whether both keys are the same bytes.
  public static func == (left: RecordKey, right: RecordKey) -> Bool {
    left.rawValue.isIdentical(to: right.rawValue)
  }

  /// Feeds the key's bytes.
  public func hash(into hasher: inout Hasher) {
    var text = rawValue
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// Orders keys by their bytes.
  public static func < (left: RecordKey, right: RecordKey) -> Bool {
    left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }
}
