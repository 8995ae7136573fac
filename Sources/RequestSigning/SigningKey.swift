import Crypto

/// A key derived from a secret for one scope; it signs without the secret.
package struct SigningKey: Sendable {
  /// The keyed hash before its first byte: the key is taken in once.
  private let hash: HMAC<SHA256>

  /// Derives the key by four keyed hashes (cognito-sync.md 4.1).
  package init(secret: String, scope: CredentialScope) {
    let parts = [scope.day, scope.region, scope.service, CredentialScope.terminator]
    let key = parts.reduce(SymmetricKey(data: Array("AWS4\(secret)".utf8))) { key, part in
      SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
    }
    hash = HMAC(key: key)
  }

  /// Returns the signature of a request: 64 lower-case hexadecimal digits.
  package func signature(
    of request: CanonicalRequest, at date: SigningDate, in scope: CredentialScope
  ) -> String {
    Hexadecimal.encode(code(of: request, at: date, in: scope))
  }

  /// Tells in constant time whether `claimed` is the signature of a request.
  func accepts(
    _ claimed: String, of request: CanonicalRequest, at date: SigningDate,
    in scope: CredentialScope
  ) -> Bool {
    var expected: [UInt8] = []
    expected.reserveCapacity(64)
    Hexadecimal.append(code(of: request, at: date, in: scope), to: &expected)
    guard claimed.utf8.count == expected.count else { return false }
    var difference: UInt8 = 0
    for (index, byte) in claimed.utf8.enumerated() { difference |= byte ^ expected[index] }
    return difference == 0
  }

  private func code(
    of request: CanonicalRequest, at date: SigningDate, in scope: CredentialScope
  ) -> HMAC<SHA256>.MAC {
    var text = Array("AWS4-HMAC-SHA256\n".utf8)
    text.reserveCapacity(192)
    date.append(to: &text)
    text.append(UInt8(ascii: "\n"))
    scope.append(to: &text)
    text.append(UInt8(ascii: "\n"))
    Hexadecimal.append(request.digest, to: &text)
    var hash = hash
    hash.update(data: text)
    return hash.finalize()
  }
}
