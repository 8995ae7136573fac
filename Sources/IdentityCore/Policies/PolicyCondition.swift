/// One operator on one key (cognito-sync.md 4.2).
package struct PolicyCondition: Hashable, Sendable {
  /// How values are compared.
  package let comparison: ConditionOperator
  /// What is asked about.
  package let key: String
  private let operands: [ConditionOperand]

  /// Creates a condition, or throws when a value does not suit the operator.
  package init(
    _ comparison: ConditionOperator, key: String, values: [String], variables: Bool = true
  ) throws(PolicyError) {
    self.comparison = comparison
    self.key = key
    var operands: [ConditionOperand] = []
    for value in values {
      operands.append(try ConditionOperand(value, for: comparison.test, variables: variables))
    }
    self.operands = operands
  }

  /// Tells whether the condition holds; nothing when a variable has no single value.
  func holds(in context: PolicyContext) -> Bool? {
    let values = context[key]
    if comparison.test == .null {
      return passes(values == nil ? "true" : "false", in: context)
    }
    guard let values else { return holdsWithoutKey }
    var results: [Bool] = []
    for value in values {
      guard let result = passes(value, in: context) else { return nil }
      results.append(result)
    }
    switch comparison.quantifier {
    case .anyValue: return results.contains(true)
    case .allValues: return results.allSatisfy { $0 }
    // One value is what these are for. Of several, one may match, and none where none should.
    case nil: return comparison.isNegated ? results.allSatisfy { $0 } : results.contains(true)
    }
  }

  private var holdsWithoutKey: Bool {
    switch comparison.quantifier {
    case .allValues: true
    case .anyValue: comparison.ifExists
    case nil: comparison.ifExists || comparison.isNegated
    }
  }

  /// Compares one value with all operands, of which one has to match, or none.
  private func passes(_ value: String, in context: PolicyContext) -> Bool? {
    var isMatched = false
    for operand in operands {
      guard let matches = operand.matches(value, comparison.test, in: context) else { return nil }
      isMatched = isMatched || matches
    }
    return isMatched != comparison.isNegated
  }
}
