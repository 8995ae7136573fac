internal import Crypto
package import PuzzleRules

extension Level {
  /// The id of the level: the first 16 hex digits of SHA-256 over `normalizedText` (game.md 3.1).
  package var id: String {
    SHA256.hash(data: Array(normalizedText.utf8)).prefix(8)
      .map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }
      .joined()
  }
}
