/// One rule of a policy (cognito-sync.md 4.2).
package struct PolicyStatement: Hashable, Sendable {
  /// What a rule does to the requests it is about.
  package enum Effect: Hashable, Sendable {
    case allow
    case deny
  }

  /// The patterns of an element, or those of its negation.
  package enum Selection<Pattern: Hashable & Sendable>: Hashable, Sendable {
    /// What matches one of these.
    case including([Pattern])
    /// What matches none of these.
    case excluding([Pattern])
  }

  /// A label, without meaning.
  package var id: String?
  /// What the rule does.
  package var effect: Effect
  /// The actions it is about: `Action` or `NotAction`.
  package var actions: Selection<ActionPattern>
  /// The resources it is about: `Resource` or `NotResource`; nothing in trust policies.
  package var resources: Selection<ResourcePattern>?
  /// Whom it is about; nothing in permission policies.
  package var principals: [PolicyPrincipal]?
  /// What has to hold besides, all of it.
  package var conditions: [PolicyCondition]

  /// Creates a rule.
  package init(
    id: String? = nil, effect: Effect, actions: Selection<ActionPattern>,
    resources: Selection<ResourcePattern>? = nil, principals: [PolicyPrincipal]? = nil,
    conditions: [PolicyCondition] = []
  ) {
    self.id = id
    self.effect = effect
    self.actions = actions
    self.resources = resources
    self.principals = principals
    self.conditions = conditions
  }

  /// Tells whether the rule is about an action at all.
  func covers(action: String) -> Bool {
    switch actions {
    case .including(let patterns): patterns.contains { $0.matches(action) }
    case .excluding(let patterns): !patterns.contains { $0.matches(action) }
    }
  }

  /// Whether nothing but the action decides if the rule is about a request.
  var asksForActionAlone: Bool {
    guard conditions.isEmpty, principals == nil else { return false }
    switch resources {
    case nil: return true
    case .including(let patterns): return patterns.contains(where: \.isUniversal)
    case .excluding: return false
    }
  }

  /// Tells whether the rule is about a request; never when it needs a variable without a value.
  func covers(_ request: PolicyRequest) -> Bool {
    guard covers(action: request.action), covers(request.principal),
      covers(request.resources, in: request.context)
    else { return false }
    return conditions.allSatisfy { $0.holds(in: request.context) == true }
  }

  private func covers(_ principal: PolicyPrincipal?) -> Bool {
    guard let principals else { return principal == nil }
    guard let principal else { return false }
    return principals.contains { $0.includes(principal) }
  }

  private func covers(_ names: [String], in context: PolicyContext) -> Bool {
    switch resources {
    case nil: true
    case .including(let patterns):
      Self.matches(patterns, names, in: context) == true
    case .excluding(let patterns):
      Self.matches(patterns, names, in: context) == false
    }
  }

  private static func matches(
    _ patterns: [ResourcePattern], _ names: [String], in context: PolicyContext
  ) -> Bool? {
    var isMatched = false
    for pattern in patterns {
      for name in names {
        guard let matches = pattern.matches(name, in: context) else { return nil }
        isMatched = isMatched || matches
      }
    }
    return isMatched
  }
}
