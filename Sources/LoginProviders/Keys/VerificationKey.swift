import CognitoWire
import FoundationEssentials
import JWTKit

/// A public key of an issuer (RFC 7517), ready for every algorithm that it may be used with.
struct VerificationKey: Sendable {
  /// Base 64 digits of the longest modulus that is computed with, 8,192 bits.
  private static let maximumModulus = 1_366

  let id: String?
  private let verifiers: [SigningAlgorithm: any JWTAlgorithm]

  /// Creates a key, or nothing when it cannot or must not verify tokens.
  init?(_ json: JSONValue) async {
    guard Self.isForVerification(json) else { return nil }
    var verifiers: [SigningAlgorithm: any JWTAlgorithm] = [:]
    for algorithm in Self.algorithms(of: json) {
      verifiers[algorithm] = await Self.verifier(algorithm, json)
    }
    guard !verifiers.isEmpty else { return nil }
    id = Self.text(json["kid"])
    self.verifiers = verifiers
  }

  /// Tells whether the key may be used with `algorithm`.
  func allows(_ algorithm: SigningAlgorithm) -> Bool { verifiers[algorithm] != nil }

  /// Tells whether this key signed the token.
  func verifies(_ token: SignedToken) -> Bool {
    guard let verifier = verifiers[token.algorithm] else { return false }
    return (try? verifier.verify(token.signature, signs: token.content)) ?? false
  }

  private static func isForVerification(_ json: JSONValue) -> Bool {
    guard json["use"] == nil || json["use"] == .string("sig") else { return false }
    guard let operations = json["key_ops"] else { return true }
    guard case .array(let names) = operations else { return false }
    return names.contains(.string("verify"))
  }

  /// Returns what a key may be used for: what it says, else what its type and curve allow.
  private static func algorithms(of json: JSONValue) -> [SigningAlgorithm] {
    SigningAlgorithm.allCases.filter { algorithm in
      json["kty"] == .string(algorithm.keyType) && text(json["crv"]) == algorithm.curve
        && (json["alg"] == nil || json["alg"] == .string(algorithm.rawValue))
    }
  }

  private static func verifier(
    _ algorithm: SigningAlgorithm, _ json: JSONValue
  ) async -> (any JWTAlgorithm)? {
    let key: JWK
    let id = JWKIdentifier(string: "key")
    if algorithm.curve == nil {
      guard let modulus = text(json["n"]), modulus.utf8.count <= maximumModulus else { return nil }
      key = .rsa(nil, identifier: id, modulus: modulus, exponent: text(json["e"]))
    } else {
      key = .ecdsa(nil, identifier: id, x: text(json["x"]), y: text(json["y"]), curve: nil)
    }
    return try? await JWTKeyCollection().add(jwk: key).getKey(for: id, alg: algorithm.rawValue)
  }

  private static func text(_ json: JSONValue?) -> String? {
    guard case .string(let text) = json else { return nil }
    return text
  }
}
