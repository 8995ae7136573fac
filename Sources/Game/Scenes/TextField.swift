import Screen

/// One line of text being typed.
struct TextField: Hashable, Sendable {
  /// The characters so far.
  private(set) var characters: [Character]

  /// The place of the next character: 0…`characters.count`.
  private(set) var cursor: Int

  /// The most characters.
  let capacity: Int

  init(_ text: String = "", capacity: Int) {
    characters = Array(text.prefix(capacity))
    cursor = characters.count
    self.capacity = capacity
  }

  /// What was typed.
  var text: String { String(characters) }

  /// Takes in a key that edits; returns whether it was one.
  mutating func edit(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(character)
    case .backspace: if cursor > 0 { remove(at: cursor - 1) }
    case .delete: if cursor < characters.count { characters.remove(at: cursor) }
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home: cursor = 0
    case .end: cursor = characters.count
    case .up, .down, .pageUp, .pageDown, .enter, .escape, .tab, .backTab, .control: return false
    }
    return true
  }

  /// Removes everything.
  mutating func clear() {
    characters = []
    cursor = 0
  }

  private mutating func remove(at index: Int) {
    characters.remove(at: index)
    cursor = index
  }

  /// A combining mark joins the character before it.
  private mutating func insert(_ character: Character) {
    guard !character.isUnsafeToPrint else { return }
    if character.displayWidth == 0 {
      guard cursor > 0 else { return }
      let joined = Array(String(characters[cursor - 1]) + String(character))
      guard joined.count == 1 else { return }
      characters[cursor - 1] = joined[0]
      return
    }
    guard characters.count < capacity else { return }
    characters.insert(character, at: cursor)
    cursor += 1
  }
}
