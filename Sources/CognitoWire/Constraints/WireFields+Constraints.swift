import SyncCore

extension WireFields {
  /// Returns the refusal for a required member that is absent.
  func missing(_ name: String) -> WireError {
    violation("null", at: name, WireConstraint.notNull)
  }

  /// Returns a text of a bounded number of Unicode scalars that has to be there.
  func requiredText(_ name: String, length: ClosedRange<Int>) throws(WireError) -> String {
    guard let text = try text(name, length: length) else { throw missing(name) }
    return text
  }

  /// Returns a text that a pattern accepts, or nothing if it is absent.
  func text(
    _ name: String, length: ClosedRange<Int>, pattern: String, _ fits: (String) -> Bool
  ) throws(WireError) -> String? {
    guard let text = try text(name, length: length) else { return nil }
    guard fits(text) else { throw violation(text, at: name, WireConstraint.pattern(pattern)) }
    return text
  }

  /// Returns one of an enumeration's values, or nothing if it is absent.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, of type: Choice.Type = Choice.self
  ) throws(WireError) -> Choice? where Choice.RawValue == String {
    guard let text = try text(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw violation(text, at: name, WireConstraint.values(type.allCases.map(\.rawValue)))
    }
    return choice
  }

  /// Returns a whole number within a range, or nothing if it is absent.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(WireError) -> Int? {
    guard let integer = try integer(name) else { return nil }
    guard let integer = Int(exactly: integer), range.contains(integer) else {
      throw violation("\(integer)", at: name, WireConstraint.range(range))
    }
    return integer
  }

  /// Returns the members of an object within this one, or nothing if it is absent.
  func fields(_ name: String) throws(WireError) -> WireFields? {
    switch json[name] {
    case nil: return nil
    case .object(let members): return WireFields(.object(members), dialect: dialect)
    case .some: throw violation("", at: name, "Member must be a structure")
    }
  }

  /// Returns the texts of a list of bounded length, empty if it is absent; each is checked by
  /// `check`, which gets it with its place.
  func texts(
    _ name: String, count: ClosedRange<Int> = 0...Int.max,
    check: (String, _ place: String) throws(WireError) -> Void = { (_, _) throws(WireError) in }
  ) throws(WireError) -> [String] {
    let elements = try list(name)
    guard count.contains(elements.count) else {
      throw violation("\(elements.count) elements", at: name, WireConstraint.length(count))
    }
    var texts: [String] = []
    for (index, element) in elements.enumerated() {
      let place = "\(name).\(index + 1).member"
      guard case .string(let text) = element else {
        throw violation("", at: place, "Member must be a string")
      }
      try check(text, place)
      texts.append(text)
    }
    return texts
  }

  /// Returns the texts of a list, each of a bounded number of Unicode scalars, empty if it is
  /// absent.
  func texts(_ name: String, length: ClosedRange<Int>) throws(WireError) -> [String] {
    try texts(name) { (text, place) throws(WireError) in
      guard length.contains(text.unicodeScalars.count) else {
        throw violation(text, at: place, WireConstraint.length(length))
      }
    }
  }

  /// Returns a map of texts with bounded numbers of entries and of characters, empty if it is
  /// absent.
  ///
  /// Values are not repeated in messages, since some are secrets.
  func textMap(
    _ name: String, entries: Int, keys: ClosedRange<Int>, values: ClosedRange<Int>
  ) throws(WireError) -> [String: String] {
    let map = try textMap(name)
    guard map.count <= entries else {
      throw violation("\(map.count) entries", at: name, WireConstraint.atMost(entries))
    }
    for (key, value) in map {
      guard keys.contains(key.unicodeScalars.count) else {
        throw violation(key, at: name, WireConstraint.keys(keys))
      }
      guard values.contains(value.unicodeScalars.count) else {
        throw violation(
          "(\(value.unicodeScalars.count) characters)", at: "\(name).\(key)",
          "Map values must satisfy constraint: [\(WireConstraint.length(values))]")
      }
    }
    return map
  }
}
