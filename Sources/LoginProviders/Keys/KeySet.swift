import CognitoWire

/// The public keys of an issuer (RFC 7517, section 5).
struct KeySet: Sendable {
  /// Keys that are looked at; no issuer has as many.
  static let maximumKeys = 64

  let keys: [VerificationKey]

  /// Creates a set from its document, or nothing when no key in it is of use; others are passed
  /// over, as the standard asks.
  init?(_ json: JSONValue) async {
    guard case .array(let elements) = json["keys"] else { return nil }
    var keys: [VerificationKey] = []
    for element in elements.prefix(Self.maximumKeys) {
      if let key = await VerificationKey(element) { keys.append(key) }
    }
    guard !keys.isEmpty else { return nil }
    self.keys = keys
  }

  /// Tells whether the key that `token` names is here.
  func knows(_ token: SignedToken) -> Bool { !candidates(for: token).isEmpty }

  /// Refuses a token that none of these keys signed.
  func verify(_ token: SignedToken) throws(LoginError) {
    let candidates = candidates(for: token)
    guard !candidates.isEmpty else { throw .unknownKey }
    let usable = candidates.filter { $0.allows(token.algorithm) }
    guard !usable.isEmpty else { throw .algorithm(token.algorithm.rawValue) }
    guard usable.contains(where: { $0.verifies(token) }) else { throw .signature }
  }

  /// Returns the keys that a token may be signed with: those it names, or the only one that fits
  /// where it names none.
  private func candidates(for token: SignedToken) -> [VerificationKey] {
    guard let id = token.keyID else {
      let fitting = keys.filter { $0.allows(token.algorithm) }
      return fitting.count == 1 ? fitting : []
    }
    return keys.filter { $0.id.map { $0.utf8.elementsEqual(id.utf8) } ?? false }
  }
}
