extension String {
  /// The text with everything spelled out that would move a terminal's cursor, change its state or
  /// turn the order of what follows.
  package var escaped: String {
    guard unicodeScalars.contains(where: \.isUnsafe) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case let scalar where scalar.isUnsafe: text += "\\u{\(String(scalar.value, radix: 16))}"
      case let scalar: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// A JSON text with the same scalars as escapes of JSON, which occur within its strings only.
  package var escapedJSON: String {
    guard unicodeScalars.contains(where: \.isUnsafe) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      guard scalar.isUnsafe else {
        text.unicodeScalars.append(scalar)
        continue
      }
      for unit in Character(scalar).utf16 {
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is a control, a separator of lines, or sets the direction of writing.
  fileprivate var isUnsafe: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: value != 0x200c && value != 0x200d
    case _: false
    }
  }
}
