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
    if let declared = request.headerFields[.amazonContentHash] {
      guard declared.lowercased() == payloadHash else { throw .mismatch }
    }
    let key = keys.key(accessKeyID: claim.accessKeyID, secret: secret, scope: claim.scope)
    let authority = request.authority ?? ""
    var hosts = [authority]
    if let colon = authority.lastIndex(of: ":") { hosts.append(String(authority[..<colon])) }
    for host in hosts {
      let canonical = CanonicalRequest(
        request, host: host, signedHeaders: claim.signedHeaders, payloadHash: payloadHash)
      let expected = key.signature(of: canonical, at: claim.date, in: claim.scope)
      if Self.isEqualInConstantTime(expected, claim.signature) { return }
    }
    throw .mismatch
  }

  private func checkSignedHeaders(
    _ claim: SignatureClaim, _ request: HTTPRequest
  ) throws(SignatureError) {
    guard claim.signedHeaders == claim.signedHeaders.sorted(), claim.signedHeaders.contains("host")
    else { throw .mismatch }
    for required in [HTTPField.Name.amazonDate, .amazonSecurityToken]
    where request.headerFields.contains(required) {
      guard claim.signedHeaders.contains(required.canonicalName) else { throw .mismatch }
    }
  }

  /// Refuses paths whose normal form differs, since no identifier can need one.
  private func checkPath(_ request: HTTPRequest) throws(SignatureError) {
    let path = (request.path ?? "/").utf8.prefix { $0 != UInt8(ascii: "?") }
    guard path.count > 1 else { return }
    let segments = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard
      !segments.dropFirst().contains(where: { segment in
        segment.count <= 2 && segment.allSatisfy { $0 == UInt8(ascii: ".") }
      })
    else { throw .mismatch }
  }

  private static func isEqualInConstantTime(_ left: String, _ right: String) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    return zip(left.utf8, right.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
