/// What is wrong with the text of a policy, and where.
package struct PolicySyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The element, such as `Statement[0].Condition.StringLike`; empty for the whole text.
  package var place: String
  /// What is wrong with it.
  package var reason: String

  /// Creates an error from its parts.
  package init(_ place: String, _ reason: String) {
    self.place = place
    self.reason = reason
  }

  /// A sentence for the author of the policy.
  package var description: String { place.isEmpty ? reason : "\(place): \(reason)" }
}
