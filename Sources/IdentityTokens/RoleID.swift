import Crypto

/// The unique ids of roles (cognito-sync.md 3.9).
package enum RoleID {
  /// Returns the id of the role with an ARN: `AROA` and 17 more characters, always the same.
  package static func id(ofARN arn: String) -> String {
    "AROA" + Entropy { count in Array(SHA256.hash(data: Array(arn.utf8)).prefix(count)) }.base32(17)
  }
}
