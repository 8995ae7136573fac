/// Finds the public declarations of a formatted Swift file, line by line.
///
/// The formatter indents by two and puts each declaration on a line of its own, so nothing more
/// than indentation tells what lies in what.
struct DeclarationScanner {
  private struct Scope {
    var indentation: Int
    var path: [String]
    var isPublicEnum: Bool
  }

  private static let modifiers: Set<String> = [
    "public", "package", "internal", "private", "fileprivate", "final", "static", "nonisolated",
    "indirect", "mutating", "private(set)", "package(set)", "internal(set)", "lazy", "weak",
  ]

  private let lines: [String]
  private let place: String
  private var scopes: [Scope] = []
  private var comment: [String] = []
  private var declarations: [PublicDeclaration] = []

  /// Returns what the lines of a file promise.
  static func scan(_ lines: [String], of place: String) -> [PublicDeclaration] {
    var scanner = DeclarationScanner(lines: lines, place: place)
    for index in lines.indices { scanner.take(index) }
    return scanner.declarations
  }

  private init(lines: [String], place: String) {
    self.lines = lines
    self.place = place
  }

  private mutating func take(_ index: Int) {
    let line = Listing.trimmed(lines[index])
    if line.hasPrefix("///") {
      comment.append(String(line.dropFirst(line.hasPrefix("/// ") ? 4 : 3)))
      return
    }
    guard !line.isEmpty, !line.hasPrefix("@"), !line.hasPrefix("#") else { return }
    let indentation = lines[index].count - line.count
    if line != "{" { scopes.removeAll { $0.indentation >= indentation } }
    defer { comment = [] }
    let words = line.split(separator: " ").map(String.init)
    let modifiers = words.prefix { Self.modifiers.contains($0) }
    guard let keyword = words.dropFirst(modifiers.count).first else { return }
    let rest = words.dropFirst(modifiers.count + 1).joined(separator: " ")
    let found = Found(
      index: index, indentation: indentation, rest: rest, isPublic: modifiers.contains("public"))
    switch keyword {
    case "struct", "class", "enum", "actor", "protocol": enter(found, isEnum: keyword == "enum")
    case "extension":
      let path = Self.name(in: rest, until: ":{< ").split(separator: ".").map(String.init)
      scopes.append(Scope(indentation: indentation, path: path, isPublicEnum: false))
    case "typealias": add(found, .alias, Self.name(in: rest, until: " =<"))
    case "func": add(found, .function, callable(found))
    case "var", "let": add(found, .property, Self.name(in: rest, until: ": ="))
    case "case": takeCases(found)
    case _ where keyword.hasPrefix("init"):
      add(found, .initializer, callable(found, name: "init"))
    case _: return
    }
  }

  private struct Found {
    var index: Int
    var indentation: Int
    var rest: String
    var isPublic: Bool
  }

  private mutating func enter(_ found: Found, isEnum: Bool) {
    let name = Self.name(in: found.rest, until: ":{< ")
    add(found, .type, name)
    scopes.append(
      Scope(
        indentation: found.indentation, path: path(to: name),
        isPublicEnum: isEnum && found.isPublic))
  }

  private mutating func takeCases(_ found: Found) {
    guard let scope = scopes.last, scope.isPublicEnum, found.indentation == scope.indentation + 2,
      !found.rest.hasPrefix(".")
    else { return }
    var found = found
    found.isPublic = true
    for item in Self.items(in: found.rest) {
      let name = Self.name(in: item, until: "( =")
      let hasPayload = item.dropFirst(name.count).first == "("
      add(found, .enumCase, hasPayload ? name + Self.labels(in: item, ofCase: true) : name)
    }
  }

  private mutating func add(_ found: Found, _ kind: PublicDeclaration.Kind, _ name: String) {
    guard found.isPublic else { return }
    declarations.append(
      PublicDeclaration(
        path: path(to: name), kind: kind, comment: comment, text: text(from: found.index),
        place: "\(place):\(found.index + 1)"))
  }

  private func path(to name: String) -> [String] { (scopes.last?.path ?? []) + [name] }

  /// Returns a declaration without its body, on one line.
  private func text(from index: Int) -> String {
    let indentation = lines[index].prefix { $0 == " " }.count
    var text = lines[index]
    for line in lines[(index + 1)...] {
      let isMore =
        line.prefix { $0 == " " }.count > indentation || Listing.trimmed(line).first == ")"
      guard !text.hasSuffix("{"), isMore, !line.isEmpty else { break }
      text += " " + Listing.trimmed(line)
    }
    return text
  }

  private func callable(_ found: Found, name: String? = nil) -> String {
    let text = text(from: found.index)
    // An operator has a space after its name, which may itself be a bracket.
    let isOperator = !(found.rest.first?.isLetter ?? false)
    let name = name ?? Self.name(in: found.rest, until: isOperator ? " " : "(< ")
    return name + Self.labels(in: text)
  }

  private static func name(in text: String, until ends: String) -> String {
    String(text.prefix { !ends.contains($0) })
  }

  /// Returns the labels in the first parentheses, as a link has them.
  private static func labels(in text: String, ofCase isCase: Bool = false) -> String {
    guard let start = text.firstIndex(of: "(") else { return "" }
    var depth = 0
    let inside = text[text.index(after: start)...].prefix { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth >= 0
    }
    let labels = items(in: String(inside)).map { item in
      isCase && !item.contains(":") ? "_" : name(in: item, until: ": ")
    }
    return "(\(labels.map { "\($0):" }.joined()))"
  }

  /// Returns what commas part outside of all brackets.
  private static func items(in text: String) -> [String] {
    var items = [""]
    var depth = 0
    for character in text {
      if "([{<".contains(character) { depth += 1 }
      if ")]}".contains(character) || (character == ">" && items.last?.last != "-") { depth -= 1 }
      if character == ",", depth == 0 {
        items.append("")
      } else {
        items[items.count - 1].append(character)
      }
    }
    return items.map(Listing.trimmed).filter { !$0.isEmpty }
  }
}
