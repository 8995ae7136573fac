/// A policy: rules that allow and deny (cognito-sync.md 4.2).
package struct PolicyDocument: Hashable, Sendable {
  /// The rules; their order has no meaning.
  package var statements: [PolicyStatement]

  /// Creates a policy.
  package init(statements: [PolicyStatement]) { self.statements = statements }

  /// Returns what the policy says about a request: a denial wins over whatever allows it.
  package func decision(on request: PolicyRequest) -> PolicyDecision {
    var decision = PolicyDecision.notMentioned
    for statement in statements where statement.covers(request) {
      switch statement.effect {
      case .deny: return .denied
      case .allow: decision = .allowed
      }
    }
    return decision
  }

  /// Returns what the policy says about every request for an action, or nothing when that depends
  /// on more than the action.
  ///
  /// It answers for the default policies in the time of two comparisons, without a resource or a
  /// context having to be put together.
  package func decision(onEvery action: String) -> PolicyDecision? {
    var decision = PolicyDecision.notMentioned
    var dependsOnMore = false
    for statement in statements where statement.covers(action: action) {
      guard statement.asksForActionAlone else {
        dependsOnMore = true
        continue
      }
      switch statement.effect {
      case .deny: return .denied
      case .allow: decision = .allowed
      }
    }
    return dependsOnMore ? nil : decision
  }
}
