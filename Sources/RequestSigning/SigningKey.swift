import Crypto

/// A key derived from a secret for one scope; it signs without the secret.
package struct SigningKey: Sendable {
  private let key: SymmetricKey

  /// Derives the key by four keyed hashes (cognito-sync.md 4.1).
  package init(secret: String, scope: CredentialScope) {
    let parts = [scope.day, scope.region, scope.service, CredentialScope.terminator]
    key = parts.reduce(SymmetricKey(data: Array("AWS4\(secret)".utf8))) { key, part in
      SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
    }
  }

  /// Returns the signature of a request: 64 lower-case hexadecimal digits.
  package func signature(
    of request: CanonicalRequest, at date: SigningDate, in scope: CredentialScope
  ) -> String {
    let text = "AWS4-HMAC-SHA256\n\(date)\n\(scope)\n\(request.hash)"
    return Hexadecimal.encode(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
  }
}
