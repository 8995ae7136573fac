import FoundationEssentials

/// What the built-in provider tells about itself (OpenID Connect Discovery 1.0, section 3).
package struct DiscoveryDocument: Sendable {
  private struct Content: Encodable {
    var issuer: String
    var jwks_uri: String
    var token_endpoint: String
    var response_types_supported = ["id_token"]
    var grant_types_supported = ["password", "refresh_token"]
    var subject_types_supported = ["public"]
    var id_token_signing_alg_values_supported = ["ES256"]
    var token_endpoint_auth_methods_supported = ["none"]
    var claims_supported = [
      "iss", "sub", "aud", "exp", "iat", "auth_time", "preferred_username",
    ]
  }

  /// The document as JSON.
  package let json: [UInt8]

  /// Creates the document of the provider at `issuer`, a URL without a final slash.
  package init(issuer: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    json = Array(
      try encoder.encode(
        Content(
          issuer: issuer, jwks_uri: issuer + "/.well-known/jwks.json",
          token_endpoint: issuer + "/oauth2/token")))
  }
}
