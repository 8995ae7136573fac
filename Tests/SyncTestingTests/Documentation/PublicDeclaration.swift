/// Something that a library promises, and what its comment says of it.
struct PublicDeclaration: Sendable, CustomStringConvertible {
  enum Kind: Sendable {
    case type
    case alias
    case function
    case initializer
    case property
    case enumCase
  }

  /// The names from the outermost type inwards, functions with their labels.
  var path: [String]
  var kind: Kind
  /// The lines above it, without their slashes.
  var comment: [String]
  /// Everything up to its body, on one line.
  var text: String
  /// File and line.
  var place: String

  /// The name as a link in an article has it, such as `Dataset/set(_:to:)`.
  var link: String { path.joined(separator: "/") }

  var description: String { "\(link) at \(place)" }

  /// The first paragraph of the comment.
  var summary: String { comment.prefix { !$0.isEmpty && $0 != "```swift" }.joined(separator: " ") }

  var examples: [[String]] { Listing.blocks(in: comment) }

  /// Whether a caller does not call it by name, but through an operator or a collection.
  var isOperator: Bool {
    guard kind == .function, let name = path.last else { return false }
    return name == "hash(into:)" || !(name.first?.isLetter ?? false)
  }

  /// Whether it can fail in a way that a caller may handle.
  var throwsErrors: Bool {
    guard kind == .function || kind == .initializer else { return false }
    // What its arguments may throw is another matter, so only what follows them counts.
    let result = text.dropFirst(text.prefix { $0 != "(" }.count)
    var depth = 0
    let arguments = result.prefix { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth > 0
    }
    return result.dropFirst(arguments.count).contains("throws")
  }

  /// The identifiers in its text.
  var words: [Substring] {
    text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
  }
}
