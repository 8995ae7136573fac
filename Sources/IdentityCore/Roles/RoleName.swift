/// The ARNs of roles, `arn:aws:iam::ACCOUNT:role/NAME`.
package enum RoleName {
  /// Returns the ARN of the role called `name`.
  package static func arn(_ name: String, account: String) -> String {
    "arn:aws:iam::\(account):role/\(name)"
  }

  /// Returns the name in an ARN of `account`, or nothing when it is none.
  package static func name(inARN arn: String, account: String) -> String? {
    let prefix = self.arn("", account: account)
    guard arn.hasPrefix(prefix), arn.utf8.count > prefix.utf8.count else { return nil }
    return String(arn.dropFirst(prefix.count))
  }
}
