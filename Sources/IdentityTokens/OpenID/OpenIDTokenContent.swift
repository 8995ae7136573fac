import FoundationEssentials

/// What an OpenID token of the identity service says (cognito-sync.md 3.7, "OpenID token").
package struct OpenIDTokenContent: Hashable, Sendable {
  /// The identity: `sub`.
  package var identity: String
  /// Its pool: `aud`.
  package var pool: String
  /// The pool's ARN.
  package var poolARN: String
  /// How the identity signed in: `authenticated` or `unauthenticated`, then the providers.
  package var amr: [String]
  /// The principal tags, by name.
  package var tags: [String: String]

  /// Creates a content from its parts.
  package init(
    identity: String, pool: String, poolARN: String, amr: [String], tags: [String: String] = [:]
  ) {
    self.identity = identity
    self.pool = pool
    self.poolARN = poolARN
    self.amr = amr
    self.tags = tags
  }

  /// Returns the claims as JSON; times are in seconds since the epoch.
  func claims(issuer: String, now: Int64, expires: Int64) -> [UInt8]? {
    let claims = Claims(
      iss: issuer, sub: identity, aud: pool, amr: amr, iat: now, exp: expires, poolARN: poolARN,
      tags: tags.isEmpty ? nil : Claims.Tags(tags))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(claims)).map { Array($0) }
  }
}

extension OpenIDTokenContent {
  /// The claims as they travel.
  private struct Claims: Encodable {
    /// Session tags in the form in which STS takes them.
    struct Tags: Encodable {
      var principalTags: [String: [String]]

      init(_ tags: [String: String]) { principalTags = tags.mapValues { [$0] } }

      enum CodingKeys: String, CodingKey {
        case principalTags = "principal_tags"
      }
    }

    var iss: String
    var sub: String
    var aud: String
    var amr: [String]
    var iat: Int64
    var exp: Int64
    var poolARN: String
    var tags: Tags?

    enum CodingKeys: String, CodingKey {
      case iss
      case sub
      case aud
      case amr
      case iat
      case exp
      case poolARN = "https://cognito-identity.amazonaws.com/identity-pool-arn"
      case tags = "https://aws.amazon.com/tags"
    }
  }
}
