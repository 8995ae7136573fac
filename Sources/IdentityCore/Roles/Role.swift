/// What temporary credentials may be used for (cognito-sync.md 3.8).
package struct Role: Hashable, Sendable {
  /// The name at the end of its ARN, `arn:aws:iam::ACCOUNT:role/NAME`.
  package var name: String
  /// Who may take it on: a policy document in JSON.
  package var trustPolicy: String
  /// What it allows: a policy document in JSON.
  package var permissionPolicy: String

  /// Creates a role from its parts.
  package init(name: String, trustPolicy: String, permissionPolicy: String) {
    self.name = name
    self.trustPolicy = trustPolicy
    self.permissionPolicy = permissionPolicy
  }
}
