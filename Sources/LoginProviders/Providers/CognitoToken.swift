import CognitoWire
package import IdentityCore
package import SyncCore

/// What one of the service's own valid tokens says (cognito-sync.md 3.7, "OpenID token").
package struct CognitoToken: Hashable, Sendable {
  /// The identity that held it.
  package var identity: IdentityID
  /// The identity's pool.
  package var pool: IdentityPoolID
  /// How the identity had signed in: `authenticated` or `unauthenticated`, then the providers.
  package var amr: [String]
  /// The session tags, by name.
  package var tags: [String: String]

  /// What the token proves.
  package let proof: IdentityProof

  /// Reads the claims of a token whose signature is good.
  init(_ token: SignedToken) throws(LoginError) {
    guard case .text(let audience) = token.claims["aud"], let pool = IdentityPoolID(audience) else {
      throw .audience
    }
    guard let identity = token.claims.word("sub").flatMap(IdentityID.init) else {
      throw .missingClaim("sub")
    }
    self.identity = identity
    self.pool = pool
    amr = token.claims["amr"]?.texts ?? []
    switch amr.first {
    case "authenticated": proof = IdentityProof(identity: identity, isAuthenticated: true)
    case "unauthenticated": proof = IdentityProof(identity: identity, isAuthenticated: false)
    default: throw .missingClaim("amr")
    }
    tags = Self.tags(token.payload["https://aws.amazon.com/tags"]?["principal_tags"])
  }

  /// Returns the tags in the form in which STS takes them: lists of one value.
  private static func tags(_ json: JSONValue?) -> [String: String] {
    guard case .object(let members) = json else { return [:] }
    return members.reduce(into: [:]) { tags, member in
      guard case .array(let values) = member.value, case .string(let value) = values.first else {
        return
      }
      tags[member.name] = value
    }
  }
}
