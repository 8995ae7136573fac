/// The platform applications that devices are notified through, by their ARNs
/// (cognito-sync.md 2.9).
package struct PushApplications: Sendable {
  private let webhooks: [String: Webhook]

  /// Creates applications from the webhooks that stand for push services.
  package init(_ webhooks: [String: Webhook] = [:]) { self.webhooks = webhooks }

  /// Whether nobody can be notified.
  var isEmpty: Bool { webhooks.isEmpty }

  /// Returns what stands for the push service of an application.
  subscript(arn: String) -> Webhook? { webhooks[arn] }
}
