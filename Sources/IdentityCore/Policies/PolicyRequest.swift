/// What somebody wants to do, for policies to judge.
package struct PolicyRequest: Hashable, Sendable {
  /// The action with its service.
  package var action: String
  /// The names of what it is about; a statement covers it that covers one of them.
  package var resources: [String]
  /// Who asks; only trust policies name somebody.
  package var principal: PolicyPrincipal?
  /// What conditions and variables are about.
  package var context: PolicyContext

  /// Creates a request.
  package init(
    action: String, resources: [String] = ["*"], principal: PolicyPrincipal? = nil,
    context: PolicyContext = PolicyContext()
  ) {
    self.action = action
    self.resources = resources
    self.principal = principal
    self.context = context
  }
}

/// What a policy says about a request.
package enum PolicyDecision: Hashable, Sendable {
  /// A statement allows it and none denies it.
  case allowed
  /// A statement denies it.
  case denied
  /// No statement is about it, which denies as well.
  case notMentioned
}
