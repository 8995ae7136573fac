import Foundation

/// The name of an account at the built-in provider: a name or an e-mail address.
struct AccountName: Hashable, Sendable {
  /// The name in the form by which it is found.
  let normalized: String
  /// The name as its owner wrote it.
  let display: String

  /// The most Unicode scalars a name may have.
  static let maximumLength = 128

  /// Creates a name, or nothing when `text` is empty, too long, or holds anything but letters,
  /// digits and `. _ - + @`.
  init?(_ text: String) {
    guard (1...Self.maximumLength).contains(text.unicodeScalars.count),
      text.allSatisfy({ $0.isLetter || $0.isNumber || "._-+@".contains($0) })
    else { return nil }
    display = text
    // The same letters can be typed as one or as several scalars, depending on the keyboard.
    normalized = text.precomposedStringWithCanonicalMapping.lowercased()
  }
}
