/// How a condition compares (cognito-sync.md 4.2).
package struct ConditionOperator: Hashable, Sendable {
  /// What is compared, and how.
  enum Test: Hashable, Sendable {
    case stringEquals
    case stringEqualsIgnoreCase
    case stringLike
    case arnLike
    case bool
    case numeric(Order)
    case date(Order)
    case ipAddress
    case null
  }

  /// How the asked value has to stand to the one of the policy.
  enum Order: Hashable, Sendable {
    case equal
    case less
    case lessOrEqual
    case greater
    case greaterOrEqual
  }

  /// How many values of a key have to pass.
  enum Quantifier: Hashable, Sendable {
    case anyValue
    case allValues
  }

  let test: Test
  let isNegated: Bool
  let ifExists: Bool
  let quantifier: Quantifier?

  /// Reads a name such as `ForAnyValue:StringLikeIfExists`, or throws when it is none.
  package init(_ name: String) throws(PolicyError) {
    var rest = name[...]
    var quantifier: Quantifier?
    for (prefix, meaning) in [
      ("ForAnyValue:", Quantifier.anyValue), ("ForAllValues:", .allValues),
    ] where rest.hasPrefix(prefix) {
      rest.removeFirst(prefix.count)
      quantifier = meaning
      break
    }
    let suffix = "IfExists"
    let ifExists = rest.hasSuffix(suffix)
    if ifExists { rest.removeLast(suffix.count) }
    guard let (test, isNegated) = Self.tests[String(rest)], test != .null || rest == name[...]
    else { throw .conditionOperator(name) }
    self.test = test
    self.isNegated = isNegated
    self.ifExists = ifExists
    self.quantifier = quantifier
  }

  private static let tests: [String: (Test, isNegated: Bool)] = [
    "StringEquals": (.stringEquals, false), "StringNotEquals": (.stringEquals, true),
    "StringEqualsIgnoreCase": (.stringEqualsIgnoreCase, false),
    "StringNotEqualsIgnoreCase": (.stringEqualsIgnoreCase, true),
    "StringLike": (.stringLike, false), "StringNotLike": (.stringLike, true),
    "ArnEquals": (.arnLike, false), "ArnNotEquals": (.arnLike, true),
    "ArnLike": (.arnLike, false), "ArnNotLike": (.arnLike, true),
    "Bool": (.bool, false), "Null": (.null, false),
    "NumericEquals": (.numeric(.equal), false), "NumericNotEquals": (.numeric(.equal), true),
    "NumericLessThan": (.numeric(.less), false),
    "NumericLessThanEquals": (.numeric(.lessOrEqual), false),
    "NumericGreaterThan": (.numeric(.greater), false),
    "NumericGreaterThanEquals": (.numeric(.greaterOrEqual), false),
    "DateEquals": (.date(.equal), false), "DateNotEquals": (.date(.equal), true),
    "DateLessThan": (.date(.less), false), "DateLessThanEquals": (.date(.lessOrEqual), false),
    "DateGreaterThan": (.date(.greater), false),
    "DateGreaterThanEquals": (.date(.greaterOrEqual), false),
    "IpAddress": (.ipAddress, false), "NotIpAddress": (.ipAddress, true),
  ]
}

extension ConditionOperator.Order {
  func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}
