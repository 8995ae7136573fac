import FoundationEssentials

/// What the built-in provider tells about itself (OpenID Connect Discovery 1.0, section 3).
package struct DiscoveryDocument: Sendable {
  private struct Content: Encodable {
    var issuer: String
    var jwks_uri: String
    var token_endpoint: String?
    var response_types_supported = ["id_token"]
    var grant_types_supported: [String]?
    var subject_types_supported = ["public"]
    var id_token_signing_alg_values_supported: [String]
    var token_endpoint_auth_methods_supported: [String]?
    var claims_supported: [String]
  }

  /// The document as JSON.
  package let json: [UInt8]

  /// Creates the document of the provider at `issuer`, a URL without a final slash.
  package init(issuer: String) throws {
    try self.init(
      Content(
        issuer: issuer, jwks_uri: issuer + "/.well-known/jwks.json",
        token_endpoint: issuer + "/oauth2/token",
        grant_types_supported: ["password", "refresh_token"],
        id_token_signing_alg_values_supported: ["ES256"],
        token_endpoint_auth_methods_supported: ["none"],
        claims_supported: ["iss", "sub", "aud", "exp", "iat", "auth_time", "preferred_username"]))
  }

  /// Creates the document of the identity service, whose tokens come from its own operations.
  ///
  /// - Parameter keySet: The URL of the public keys.
  package init(openIDIssuer issuer: String, keySet: String) throws {
    try self.init(
      Content(
        issuer: issuer, jwks_uri: keySet, id_token_signing_alg_values_supported: ["RS512"],
        claims_supported: ["iss", "sub", "aud", "amr", "exp", "iat"]))
  }

  private init(_ content: Content) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    json = Array(try encoder.encode(content))
  }
}
