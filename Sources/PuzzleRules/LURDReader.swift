/// Reads one LURD text from left to right.
struct LURDReader {
  private let characters: [Character]
  private var index = 0

  init(_ text: String) { characters = Array(text) }

  mutating func read() throws(LURDError) -> [RecordedAction] {
    let actions = try readItems(depth: 0)
    guard index == characters.count else { throw error(.unexpected(characters[index])) }
    return actions
  }

  private mutating func readItems(depth: Int) throws(LURDError) -> [RecordedAction] {
    guard depth <= LURD.maximumDepth else { throw error(.depth) }
    var actions: [RecordedAction] = []
    while index < characters.count, characters[index] != ")" {
      let start = index
      let count = try readCount()
      let unit = try readUnit(depth: depth)
      guard count > 0, unit.count <= LURD.maximumActions / count,
        actions.count + unit.count * count <= LURD.maximumActions
      else { throw LURDError(offset: start, reason: .count) }
      for _ in 0..<count { actions += unit }
    }
    return actions
  }

  private mutating func readCount() throws(LURDError) -> Int {
    let start = index
    var count = 0
    while index < characters.count, let digit = characters[index].asciiDigit {
      count = count * 10 + digit
      guard count <= LURD.maximumActions else {
        throw LURDError(offset: start, reason: .count)
      }
      index += 1
    }
    return index == start ? 1 : count
  }

  private mutating func readUnit(depth: Int) throws(LURDError) -> [RecordedAction] {
    guard index < characters.count else { throw error(.end) }
    guard characters[index] == "(" else {
      guard let action = RecordedAction(letter: characters[index]) else {
        throw error(.unexpected(characters[index]))
      }
      index += 1
      return [action]
    }
    index += 1
    let actions = try readItems(depth: depth + 1)
    guard index < characters.count else { throw error(.end) }
    index += 1
    return actions
  }

  private func error(_ reason: LURDError.Reason) -> LURDError {
    LURDError(offset: index, reason: reason)
  }
}

extension Character {
  fileprivate var asciiDigit: Int? {
    isASCII ? wholeNumberValue : nil
  }
}
