/// The rule for names of players and devices.
package enum PlayerName {
  /// How many characters a name may have.
  package static let lengths = 1...32

  /// Returns whether `text` is 1…32 characters, visible ones at both ends, none of them a control.
  package static func isValid(_ text: some StringProtocol) -> Bool {
    guard lengths.contains(text.count), text.utf8.count <= 512,
      text.first?.isWhitespace == false, text.last?.isWhitespace == false
    else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
      default: true
      }
    }
  }
}
