import IdentityCore

let identityKey = "cognito-identity.amazonaws.com"
let pool = "us-east-1:0000aaaa"
let identity = "us-east-1:1111bbbb"

/// Returns the name of a dataset of the usual identity, or of another resource below it.
func resource(_ end: String = "dataset/prefs", of identity: String = identity) -> String {
  "arn:aws:cognito-sync:us-east-1:123456789012:identitypool/\(pool)/identity/\(identity)/\(end)"
}

extension PolicyStatement {
  /// Creates a rule about one action and one resource.
  static func rule(
    _ effect: Effect = .allow, _ action: String = "cognito-sync:*", on resource: String = "*",
    if conditions: PolicyCondition...
  ) throws -> PolicyStatement {
    PolicyStatement(
      effect: effect, actions: .including([try ActionPattern(action)]),
      resources: .including([try ResourcePattern(resource)]), conditions: conditions)
  }
}

extension PolicyDocument {
  init(_ statements: PolicyStatement...) { self.init(statements: statements) }

  /// Tells whether the usual identity may do something.
  func allows(
    _ action: String = "cognito-sync:ListRecords", on resource: String = resource(),
    in context: PolicyContext = .member
  ) -> Bool {
    decision(on: PolicyRequest(action: action, resources: [resource], context: context))
      == .allowed
  }
}

extension PolicyCondition {
  static func when(
    _ comparison: String, _ key: String, _ values: String...
  ) throws -> PolicyCondition {
    try PolicyCondition(try ConditionOperator(comparison), key: key, values: values)
  }

  /// Tells whether a rule with this condition alone allows.
  func holds(in context: PolicyContext) throws -> Bool {
    PolicyDocument(try .rule(if: self)).allows(in: context)
  }
}

extension PolicyContext {
  /// The context of a signed-in member.
  static var member: PolicyContext {
    var context = PolicyContext()
    context.set("\(identityKey):aud", to: pool)
    context.set("\(identityKey):sub", to: identity)
    context["\(identityKey):amr"] = ["authenticated", "accounts.example.com"]
    return context
  }

  /// A context of one key.
  static func of(_ key: String, _ values: String...) -> PolicyContext {
    var context = PolicyContext()
    context[key] = values
    return context
  }
}
