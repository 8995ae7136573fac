import CognitoWire
import IdentityCore

/// A JSON Web Token taken apart (RFC 7515, section 3.1), before anything in it is believed.
///
/// Keys that a header brings along or points to (`jwk`, `jku`, `x5c`, `x5u`) are not looked at.
struct SignedToken: Sendable {
  /// The longest token that is looked at, in bytes (cognito-sync.md 3.2).
  static let maximumLength = 50_000

  /// How it is said to be signed.
  let algorithm: SigningAlgorithm
  /// The key it is said to be signed with.
  let keyID: String?
  /// What it says.
  let claims: [String: ClaimValue]
  /// What it says, with everything that is nested.
  let payload: JSONValue
  /// What is signed.
  let content: [UInt8]
  let signature: [UInt8]

  init(_ text: String) throws(LoginError) {
    guard text.utf8.count <= Self.maximumLength else { throw .malformed }
    let parts = text.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .malformed }
    let header = try Self.object(in: parts[0])
    // Extensions that must be understood are not.
    guard header["crit"] == nil, case .string(let name) = header["alg"] else { throw .malformed }
    guard let algorithm = SigningAlgorithm(rawValue: name) else { throw .algorithm(name) }
    switch header["kid"] {
    case nil: keyID = nil
    case .string(let id): keyID = id
    case .some: throw .malformed
    }
    guard let signature = Base64URL.decode(parts[2]) else { throw .malformed }
    self.algorithm = algorithm
    self.signature = signature
    payload = try Self.object(in: parts[1])
    claims = [String: ClaimValue](payload)
    content = Array(text.utf8.prefix(parts[0].utf8.count + 1 + parts[1].utf8.count))
  }

  /// Returns the object that a part encodes; one that has a name twice would mean different things
  /// to different readers.
  private static func object(in part: Substring) throws(LoginError) -> JSONValue {
    guard let bytes = Base64URL.decode(part), let json = try? JSONReader.read(bytes),
      case .object(let members) = json, Set(members.map(\.name)).count == members.count
    else { throw .malformed }
    return json
  }
}
