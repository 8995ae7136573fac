package import IdentityCore

/// What a policy is about, which decides about its elements (cognito-sync.md 3.8, 4.2).
package enum PolicyKind: Hashable, Sendable {
  /// What a role or a session allows: `Resource`, no `Principal`.
  case permissions
  /// Who may take a role on: `Principal`, no `Resource`.
  case trust
}

extension PolicyDocument {
  /// The longest text of a policy, in bytes.
  package static let maximumLength = 10_240

  /// Reads a policy from its JSON text, or throws what is wrong with it and where.
  package init(json text: String, _ kind: PolicyKind) throws(PolicySyntaxError) {
    guard text.utf8.count <= Self.maximumLength else {
      throw PolicySyntaxError("", "a policy has at most \(Self.maximumLength) bytes")
    }
    let json: JSONValue
    do throws(JSONReader.Failure) {
      json = try JSONReader.read(Array(text.utf8))
    } catch { throw PolicySyntaxError("", error.description) }
    let root = PolicyElement(place: "", json: json)
    let members = try root.members(known: ["Version", "Id", "Statement"])
    var version = "2008-10-17"
    for (name, element) in members where name == "Version" { version = try element.text() }
    guard ["2012-10-17", "2008-10-17"].contains(version) else {
      throw PolicySyntaxError("Version", "must be '2012-10-17' or '2008-10-17'")
    }
    guard let element = members.first(where: { $0.name == "Statement" })?.element else {
      throw PolicySyntaxError("", "'Statement' is missing")
    }
    let reader = StatementReader(kind: kind, hasVariables: version == "2012-10-17")
    var statements: [PolicyStatement] = []
    for statement in try element.filledList() { statements.append(try reader.read(statement)) }
    self.init(statements: statements)
  }
}
