import IdentityCore

/// Reads the rules of a policy.
struct StatementReader {
  typealias Elements = [String: PolicyElement]

  let kind: PolicyKind
  /// Whether `${…}` means something.
  let hasVariables: Bool

  private var knownElements: Set<String> {
    let common: Set = ["Sid", "Effect", "Action", "NotAction", "Condition"]
    return switch kind {
    case .permissions: common.union(["Resource", "NotResource"])
    case .trust: common.union(["Principal"])
    }
  }

  func read(_ statement: PolicyElement) throws(PolicySyntaxError) -> PolicyStatement {
    let elements = Elements(
      uniqueKeysWithValues: try statement.members(known: knownElements).map {
        ($0.name, $0.element)
      })
    var result = PolicyStatement(
      effect: try effect(elements, of: statement), actions: try actions(elements, of: statement),
      conditions: try conditions(elements["Condition"]))
    result.id = try elements["Sid"].map { (element) throws(PolicySyntaxError) in
      try element.text()
    }
    switch kind {
    case .permissions: result.resources = try resources(elements, of: statement)
    case .trust:
      guard let principal = elements["Principal"] else {
        throw statement.error("'Principal' is missing")
      }
      result.principals = try principals(principal)
    }
    return result
  }

  private func effect(
    _ elements: Elements, of statement: PolicyElement
  ) throws(PolicySyntaxError) -> PolicyStatement.Effect {
    guard let element = elements["Effect"] else { throw statement.error("'Effect' is missing") }
    switch try element.text() {
    case "Allow": return .allow
    case "Deny": return .deny
    default: throw element.error("must be 'Allow' or 'Deny'")
    }
  }

  private func actions(
    _ elements: Elements, of statement: PolicyElement
  ) throws(PolicySyntaxError) -> PolicyStatement.Selection<ActionPattern> {
    try selection("Action", elements, of: statement) { text throws(PolicyError) in
      try ActionPattern(text)
    }
  }

  private func resources(
    _ elements: Elements, of statement: PolicyElement
  ) throws(PolicySyntaxError) -> PolicyStatement.Selection<ResourcePattern> {
    try selection("Resource", elements, of: statement) { text throws(PolicyError) in
      try ResourcePattern(text, variables: hasVariables)
    }
  }

  /// Reads the element `name` or its negation, one of which has to be there.
  private func selection<Pattern>(
    _ name: String, _ elements: Elements, of statement: PolicyElement,
    _ make: (String) throws(PolicyError) -> Pattern
  ) throws(PolicySyntaxError) -> PolicyStatement.Selection<Pattern> {
    switch (elements[name], elements["Not\(name)"]) {
    case (nil, nil): throw statement.error("'\(name)' or 'Not\(name)' is missing")
    case (.some, .some): throw statement.error("has both '\(name)' and 'Not\(name)'")
    case (let element?, nil): return .including(try patterns(element, make))
    case (nil, let element?): return .excluding(try patterns(element, make))
    }
  }

  private func patterns<Pattern>(
    _ element: PolicyElement, _ make: (String) throws(PolicyError) -> Pattern
  ) throws(PolicySyntaxError) -> [Pattern] {
    var patterns: [Pattern] = []
    for entry in try element.filledList() {
      let text = try entry.text()
      patterns.append(try entry.build { () throws(PolicyError) in try make(text) })
    }
    return patterns
  }

  private func principals(
    _ element: PolicyElement
  ) throws(PolicySyntaxError) -> [PolicyPrincipal] {
    if element.json == .string("*") { return [.everybody] }
    var principals: [PolicyPrincipal] = []
    for (kind, names) in try element.members(known: ["AWS", "Federated", "Service"]) {
      for name in try names.filledList() {
        principals.append(PolicyPrincipal(kind: kind, name: try name.text()))
      }
    }
    guard !principals.isEmpty else { throw element.error("names nobody") }
    return principals
  }

  private func conditions(
    _ element: PolicyElement?
  ) throws(PolicySyntaxError) -> [PolicyCondition] {
    var conditions: [PolicyCondition] = []
    for (name, keys) in try element?.members() ?? [] {
      let comparison = try keys.build { () throws(PolicyError) in try ConditionOperator(name) }
      for (key, values) in try keys.members() {
        var texts: [String] = []
        for value in try values.filledList() { texts.append(try value.scalar()) }
        conditions.append(
          try values.build { () throws(PolicyError) in
            try PolicyCondition(comparison, key: key, values: texts, variables: hasVariables)
          })
      }
    }
    return conditions
  }
}
