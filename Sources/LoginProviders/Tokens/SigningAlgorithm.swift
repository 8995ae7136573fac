/// The algorithms of tokens that are accepted (RFC 7518, section 3.1).
///
/// All of them are asymmetric: with `none` or an HMAC everybody who knows a public key could sign.
enum SigningAlgorithm: String, Hashable, Sendable, CaseIterable {
  case rs256 = "RS256"
  case rs384 = "RS384"
  case rs512 = "RS512"
  case ps256 = "PS256"
  case ps384 = "PS384"
  case ps512 = "PS512"
  case es256 = "ES256"
  case es384 = "ES384"
  case es512 = "ES512"

  /// The type of key it needs, as `kty` names it.
  var keyType: String {
    switch self {
    case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: "RSA"
    case .es256, .es384, .es512: "EC"
    }
  }

  /// The curve it needs, as `crv` names it.
  var curve: String? {
    switch self {
    case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: nil
    case .es256: "P-256"
    case .es384: "P-384"
    case .es512: "P-521"
    }
  }
}
