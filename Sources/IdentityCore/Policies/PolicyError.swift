/// Why a part of a policy cannot be used (cognito-sync.md 4.2).
package enum PolicyError: Error, Hashable, Sendable {
  /// A `${` without its end, or without a name that could be a key.
  case variable(String)
  /// No `service:Action`.
  case action(String)
  /// Neither an ARN nor `*`.
  case resource(String)
  /// No operator of this name is known.
  case conditionOperator(String)
  /// The value does not suit its operator.
  case value(String, wanted: String)

  /// What is wrong and what would be right.
  package var message: String {
    switch self {
    case .variable(let text): "'\(text)' has a '${' that is not followed by a name and '}'"
    case .action(let text): "'\(text)' is not of the form 'service:Action' or '*'"
    case .resource(let text): "'\(text)' must be an ARN, 'arn:…', or '*'"
    case .conditionOperator(let name): "'\(name)' is no condition operator"
    case .value(let text, let wanted): "'\(text)' is not \(wanted)"
    }
  }
}
