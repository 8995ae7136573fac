/// One condition on a claim, and the role it leads to (cognito-sync.md 3.2, 3.8).
package struct MappingRule: Hashable, Sendable {
  /// How the claim is compared, case-sensitively.
  package enum Match: String, Hashable, Sendable, CaseIterable {
    /// Both are the same.
    case equals = "Equals"
    /// The claim has the value somewhere within it.
    case contains = "Contains"
    /// The claim begins with the value.
    case startsWith = "StartsWith"
    /// The claim is there and is another one.
    case notEqual = "NotEqual"
  }

  /// The claim's name.
  package var claim: String
  /// How it is compared.
  package var match: Match
  /// What it is compared with.
  package var value: String
  /// The ARN of the role.
  package var role: String

  /// Creates a rule from its parts.
  package init(claim: String, match: Match, value: String, role: String) {
    self.claim = claim
    self.match = match
    self.value = value
    self.role = role
  }

  /// Tells whether `claims` fulfil the condition: of a list, any element may.
  ///
  /// A missing claim fulfils none, not even `notEqual`.
  package func matches(_ claims: [String: ClaimValue]) -> Bool {
    claims[claim]?.texts.contains(where: matches) ?? false
  }

  /// Texts are compared as bytes: what only looks the same must not lead to a role.
  private func matches(_ text: String) -> Bool {
    let text = Array(text.utf8)
    let value = Array(value.utf8)
    return switch match {
    case .equals: text == value
    case .contains: text.contains(value)
    case .startsWith: text.starts(with: value)
    case .notEqual: text != value
    }
  }
}
