/// An element of an XML document, written without spaces between elements.
struct XMLElement: Hashable, Sendable {
  /// Collects the elements within another one.
  @resultBuilder enum Content {
    static func buildBlock(_ elements: XMLElement...) -> [XMLElement] { elements }
  }

  private let text: String

  /// Creates an element with a text.
  init(_ name: String, _ content: String) {
    text = "<\(name)>\(Self.escaped(content))</\(name)>"
  }

  /// Creates an element with others in it.
  init(_ name: String, namespace: String? = nil, @Content _ content: () -> [XMLElement]) {
    let attribute = namespace.map { " xmlns=\"\(Self.escaped($0))\"" } ?? ""
    text = "<\(name)\(attribute)>\(content().map(\.text).joined())</\(name)>"
  }

  /// The bytes of a document with this element as its root.
  var document: [UInt8] { Array(text.utf8) }

  /// Returns a text with all characters that have a meaning replaced, and without those that no
  /// document may have.
  private static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "\r": escaped.append(contentsOf: "&#13;".unicodeScalars)
      case "\t", "\n", "\u{20}"..."\u{d7ff}", "\u{e000}"..."\u{fffd}", "\u{10000}"..."\u{10ffff}":
        escaped.append(scalar)
      default: escaped.append("\u{fffd}")
      }
    }
    return String(escaped)
  }
}
