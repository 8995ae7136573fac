/// A value in a condition of a policy.
enum ConditionOperand: Hashable, Sendable {
  case template(PolicyTemplate)
  case arn(ResourcePattern)

  /// Reads a value, or throws when it does not suit the operator.
  init(_ text: String, for test: ConditionOperator.Test, variables: Bool) throws(PolicyError) {
    var features: PolicyTemplate.Features = variables ? .variables : []
    switch test {
    case .arnLike:
      self = .arn(try ResourcePattern(text, variables: variables))
      return
    case .stringLike: features.insert(.wildcards)
    case .stringEquals, .stringEqualsIgnoreCase, .bool, .numeric, .date, .ipAddress, .null: break
    }
    let template = try PolicyTemplate(text, features)
    if !template.hasVariables, let wanted = Self.complaint(about: text, for: test) {
      throw .value(text, wanted: wanted)
    }
    self = .template(template)
  }

  /// Tells whether `value` fits; nothing when a variable has no single value.
  func matches(
    _ value: String, _ test: ConditionOperator.Test, in context: PolicyContext
  ) -> Bool? {
    switch self {
    case .arn(let pattern): return pattern.matches(value, in: context)
    case .template(let template):
      if test == .stringLike {
        return template.symbols(in: context)?.matches(value.utf8)
      }
      return template.literal(in: context).map { Self.compare(value, test, $0) }
    }
  }

  private static func compare(
    _ value: String, _ test: ConditionOperator.Test, _ operand: String
  ) -> Bool {
    switch test {
    // Canonically equivalent texts are different names: only the bytes count.
    case .stringEquals, .stringLike, .arnLike: value.utf8.elementsEqual(operand.utf8)
    case .stringEqualsIgnoreCase, .bool, .null:
      value.lowercased().utf8.elementsEqual(operand.lowercased().utf8)
    case .numeric(let order):
      compare(number(value), order, number(operand))
    case .date(let order):
      compare(PolicyDate(value), order, PolicyDate(operand))
    case .ipAddress:
      compare(AddressRange(value), AddressRange(operand))
    }
  }

  private static func compare<Value: Comparable>(
    _ left: Value?, _ order: ConditionOperator.Order, _ right: Value?
  ) -> Bool {
    guard let left, let right else { return false }
    return order.holds(left, right)
  }

  private static func compare(_ address: AddressRange?, _ range: AddressRange?) -> Bool {
    guard let address, let range else { return false }
    return range.contains(address)
  }

  /// Returns what `text` should be but is not.
  private static func complaint(
    about text: String, for test: ConditionOperator.Test
  ) -> String? {
    switch test {
    case .stringEquals, .stringEqualsIgnoreCase, .stringLike, .arnLike: nil
    case .bool, .null:
      ["true", "false"].contains(text.lowercased()) ? nil : "'true' or 'false'"
    case .numeric: number(text) == nil ? "a number" : nil
    case .date: PolicyDate(text) == nil ? "a date such as 2014-10-24T22:00:00Z" : nil
    case .ipAddress: AddressRange(text) == nil ? "an address or a range such as 10.0.0.0/8" : nil
    }
  }

  private static func number(_ text: String) -> Double? {
    let digits = Set("0123456789+-.eE".utf8)
    guard text.utf8.allSatisfy(digits.contains), let number = Double(text), number.isFinite
    else { return nil }
    return number
  }
}
