/// Which claims of one provider become session tags (cognito-sync.md 3.8).
package struct PrincipalTagMap: Hashable, Sendable {
  /// Whether the two tags `client` and `username` are filled instead of `tags`.
  package var usesDefaults: Bool
  /// Names of claims by the tags they fill.
  package var tags: [String: String]

  /// Tags a map may have at most.
  package static let maximumTags = 50
  /// Unicode scalars a tag's name may have.
  package static let keyLength = 1...128
  /// Unicode scalars a claim's name may have.
  package static let claimLength = 1...256
  /// UTF-8 bytes of all names together that a map may have.
  package static let maximumBytes = 460

  /// Creates a map from its parts; one that maps nothing by default.
  package init(usesDefaults: Bool = false, tags: [String: String] = [:]) {
    self.usesDefaults = usesDefaults
    self.tags = tags
  }

  /// Refuses a map beyond the limits.
  package func check() throws(IdentityError) {
    guard tags.count <= Self.maximumTags else {
      throw .tagMap("At most \(Self.maximumTags) tags can be mapped.")
    }
    for (key, claim) in tags {
      guard Self.keyLength.contains(key.unicodeScalars.count) else {
        throw .tagMap("A tag's name has 1 to \(Self.keyLength.upperBound) characters.")
      }
      guard Self.claimLength.contains(claim.unicodeScalars.count) else {
        throw .tagMap("A claim's name has 1 to \(Self.claimLength.upperBound) characters.")
      }
    }
    guard tags.reduce(0, { $0 + $1.key.utf8.count + $1.value.utf8.count }) <= Self.maximumBytes
    else { throw .tagMap("The mapped names are longer than \(Self.maximumBytes) bytes.") }
  }

  /// Returns the session tags for a user of a provider of `kind`.
  ///
  /// A claim that is missing, or is no value a session tag may have, fills no tag.
  package func sessionTags(of login: LoginClaims, kind: ProviderKind) -> [String: String] {
    let sources = usesDefaults ? Self.defaults(for: kind) : tags
    return sources.compactMapValues { claim in
      let value = claim == "aud" ? login.audience : login.claims[claim]?.text
      return value.flatMap { Self.isTagValue($0) ? $0 : nil }
    }
  }

  /// Returns the claims that fill the default tags; a developer's backend passes its own.
  package static func defaults(for kind: ProviderKind) -> [String: String] {
    switch kind {
    case .userPool, .google, .apple, .facebook, .twitter, .openIDConnect:
      ["client": "aud", "username": "sub"]
    case .amazon: ["client": "aud", "username": "user_id"]
    case .saml: ["client": "nameidentifier", "username": "name"]
    case .developer, .cognito: [:]
    }
  }

  /// Tells whether `text` may be a session tag's value: letters, digits, spaces and `_.:/=+-@`.
  package static func isTagValue(_ text: String) -> Bool {
    (1...256).contains(text.unicodeScalars.count)
      && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == " " || "_.:/=+-@".contains($0) }
  }
}

extension LoginClaims {
  /// The application the token is for; of several the one that the pool knows.
  fileprivate var audience: String? { claims["aud"]?.text ?? client }
}

extension [String: PrincipalTagMap] {
  /// Returns the session tags of all logins of a call; of two for one tag, the provider that sorts
  /// first decides.
  package func sessionTags(
    of logins: [String: LoginClaims], in configuration: IdentityPoolConfiguration
  ) -> [String: String] {
    logins.sorted { $0.key < $1.key }.reduce(into: [:]) { tags, entry in
      guard let map = self[entry.key], let kind = ProviderKind(entry.key, in: configuration)
      else { return }
      tags.merge(map.sessionTags(of: entry.value, kind: kind)) { first, _ in first }
    }
  }
}
