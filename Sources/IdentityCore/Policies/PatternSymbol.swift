/// One place in a pattern.
enum PatternSymbol: Hashable, Sendable {
  /// This byte of UTF-8.
  case literal(UInt8)
  /// Any one character, written `?`.
  case anyOne
  /// Any characters or none, written `*`.
  case anyMany
}

extension [PatternSymbol] {
  /// Tells whether all of `text`, in UTF-8, fits.
  ///
  /// Only the last `*` is ever tried again, so that no pattern takes more than its length times
  /// that of the text.
  ///
  /// - Parameter foldsCase: Whether the text's capital letters of ASCII count as small ones.
  func matches<Text: Collection<UInt8>>(_ text: Text, foldsCase: Bool = false) -> Bool {
    var index = startIndex
    var place = text.startIndex
    var retry: (index: Int, place: Text.Index)?
    while place != text.endIndex {
      if index < endIndex {
        switch self[index] {
        case .anyMany:
          index += 1
          if index == endIndex { return true }
          retry = (index, place)
          continue
        case .anyOne:
          index += 1
          place = Self.endOfCharacter(at: place, in: text)
          continue
        case .literal(let byte) where byte == (foldsCase ? text[place].smallLetter : text[place]):
          index += 1
          place = text.index(after: place)
          continue
        case .literal: break
        }
      }
      guard let last = retry else { return false }
      // Within a character nothing but `?` can match, and takes what is left of it.
      place = text.index(after: last.place)
      index = last.index
      retry = (index, place)
    }
    return self[index...].allSatisfy { $0 == .anyMany }
  }

  private static func endOfCharacter<Text: Collection<UInt8>>(
    at place: Text.Index, in text: Text
  ) -> Text.Index {
    var end = text.index(after: place)
    while end != text.endIndex, UTF8.isContinuation(text[end]) { end = text.index(after: end) }
    return end
  }
}

extension UInt8 {
  /// The small letter of a capital one, in ASCII; any other byte itself.
  var smallLetter: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}
