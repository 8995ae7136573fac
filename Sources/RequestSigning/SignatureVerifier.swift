package import HTTPTypes

/// Decides whether a claimed signature is that of the request (cognito-sync.md 4.1).
package struct SignatureVerifier: Sendable {
  /// The region whose scope is accepted.
  package let region: String
  private let keys: SigningKeyCache

  /// How far a signer's clock may be from ours, in seconds, either way.
  static let tolerance: Int64 = 300

  /// Creates a verifier that remembers the derived keys of up to `capacity` scopes.
  package init(region: String, capacity: Int = 4_096) {
    self.region = region
    keys = SigningKeyCache(capacity: capacity)
  }

  /// Checks everything that needs no secret: scope and clock.
  ///
  /// - Parameter service: The service the operation belongs to, such as `cognito-sync`.
  package func check(
    _ claim: SignatureClaim, service: String, now milliseconds: Int64
  ) throws(SignatureError) {
    guard claim.scope.region == region else {
      throw .scope("Credential should be scoped to a valid Region, not '\(claim.scope.region)'. ")
    }
    guard claim.scope.service == service else {
      throw .scope("Credential should be scoped to correct service: '\(service)'. ")
    }
    guard claim.scope.day == claim.date.day else {
      throw .scope(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from "
          + "HTTP: '\(claim.scope.day)' != '\(claim.date.day)', from '\(claim.date)'.")
    }
    let now = SigningDate(milliseconds: milliseconds)
    let oldest = SigningDate(milliseconds: milliseconds - Self.tolerance * 1_000)
    let newest = SigningDate(milliseconds: milliseconds + Self.tolerance * 1_000)
    guard claim.date.seconds >= oldest.seconds else {
      throw .clock(
        "Signature expired: \(claim.date) is now earlier than \(oldest) (\(now) - 5 min.)")
    }
    guard claim.date.seconds <= newest.seconds else {
      throw .clock(
        "Signature not yet current: \(claim.date) is still later than \(newest) (\(now) + 5 min.)")
    }
  }

  /// Checks the signature itself against the raw request and its body.
  ///
  /// Old iOS clients sign a `Host` without the port that they send; both forms are accepted.
  package func verify(
    _ claim: SignatureClaim, secret: String, request: HTTPRequest, body: [UInt8]
  ) throws(SignatureError) {
    try checkSignedHeaders(claim, request)
    try checkPath(request)
    let payloadHash = PayloadHash.of(body)
    if let declared = request.headerFields.text(of: .amazonContentHash) {
      guard declared.lowercased() == payloadHash else { throw .mismatch }
    }
    let key = keys.key(accessKeyID: claim.accessKeyID, secret: secret, scope: claim.scope)
    let authority = request.authority ?? ""
    if accepts(claim, request, host: authority, payloadHash, key) { return }
    guard let colon = authority.utf8.lastIndex(of: UInt8(ascii: ":")),
      accepts(claim, request, host: String(authority[..<colon]), payloadHash, key)
    else { throw .mismatch }
  }

  private func accepts(
    _ claim: SignatureClaim, _ request: HTTPRequest, host: String, _ payloadHash: String,
    _ key: SigningKey
  ) -> Bool {
    let canonical = CanonicalRequest(
      request, host: host, signedHeaders: claim.signedHeaders, payloadHash: payloadHash)
    return key.accepts(claim.signature, of: canonical, at: claim.date, in: claim.scope)
  }

  private func checkSignedHeaders(
    _ claim: SignatureClaim, _ request: HTTPRequest
  ) throws(SignatureError) {
    let names = claim.signedHeaders
    guard zip(names, names.dropFirst()).allSatisfy({ $0 <= $1 }), names.contains("host")
    else { throw .mismatch }
    for required in [HTTPField.Name.amazonDate, .amazonSecurityToken]
    where request.headerFields.text(of: required) != nil {
      guard claim.signedHeaders.contains(required.canonicalName) else { throw .mismatch }
    }
  }

  /// Refuses paths whose normal form differs, since no identifier can need one.
  private func checkPath(_ request: HTTPRequest) throws(SignatureError) {
    let path = (request.path ?? "/").utf8.prefix { $0 != UInt8(ascii: "?") }
    guard path.count > 1 else { return }
    // A segment of at most two bytes, all of them dots; none at all included.
    var length = 0
    var isDots = true
    for byte in path.dropFirst() {
      if byte == UInt8(ascii: "/") {
        guard length > 2 || !isDots else { throw .path }
        (length, isDots) = (0, true)
      } else {
        length += 1
        isDots = isDots && byte == UInt8(ascii: ".")
      }
    }
    guard length > 2 || !isDots else { throw .path }
  }
}
