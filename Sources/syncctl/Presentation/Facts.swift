import CommandProgram

/// Names and values of one thing, a line each.
struct Facts: Hashable {
  private var facts: [Fact] = []

  private struct Fact: Hashable {
    var name: String
    var value: String
  }

  /// Adds a line; one without a value is left out.
  mutating func add(_ name: String, _ value: String?) {
    if let value { facts.append(Fact(name: name, value: value)) }
  }

  /// The lines, with all values under one another.
  var lines: [String] {
    let width = facts.map(\.name.columns).max() ?? 0
    return facts.map { "\($0.name.padded(to: width))  \($0.value.escaped)" }
  }
}
