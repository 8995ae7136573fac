import Crypto
package import HTTPTypes

/// Signs requests with one key pair for one service in one region (cognito-sync.md 4.1).
package struct RequestSigner: Sendable {
  /// The key pair.
  package var credentials: SigningCredentials
  /// The region, such as `us-east-1`.
  package var region: String
  /// The service, such as `cognito-sync`.
  package var service: String

  /// Creates a signer.
  package init(credentials: SigningCredentials, region: String, service: String) {
    self.credentials = credentials
    self.region = region
    self.service = service
  }

  /// Adds date, session token and signature to a request whose authority and raw target are final.
  ///
  /// - Parameter milliseconds: The time of signing, since the epoch; the service accepts five
  ///   minutes of difference to its own clock.
  package func sign(_ request: inout HTTPRequest, body: [UInt8], at milliseconds: Int64) {
    let date = SigningDate(milliseconds: milliseconds)
    let scope = CredentialScope(day: date.day, region: region, service: service)
    request.headerFields[.amazonDate] = date.description
    request.headerFields[.amazonSecurityToken] = credentials.sessionToken
    request.headerFields[.authorization] = nil
    let names = signedHeaders(of: request)
    let canonical = CanonicalRequest(
      request, signedHeaders: names, payloadHash: PayloadHash.of(body))
    let signature = SigningKey(secret: credentials.secretAccessKey, scope: scope)
      .signature(of: canonical, at: date, in: scope)
    request.headerFields[.authorization] =
      "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), "
      + "SignedHeaders=\(names.joined(separator: ";")), Signature=\(signature)"
  }

  private func signedHeaders(of request: HTTPRequest) -> [String] {
    let amazon = request.headerFields.map(\.name.canonicalName).filter { $0.hasPrefix("x-amz-") }
    return (Set(amazon).union(["host"])).sorted()
  }
}

/// The hash of a body as canonical requests hold it.
package enum PayloadHash {
  /// Returns the lower-case hexadecimal SHA-256 of `body`.
  package static func of(_ body: [UInt8]) -> String { Hexadecimal.encode(SHA256.digest(of: body)) }
}

extension HTTPField.Name {
  static let amazonDate = HTTPField.Name(constant: "X-Amz-Date")
  static let amazonSecurityToken = HTTPField.Name(constant: "X-Amz-Security-Token")
  static let amazonContentHash = HTTPField.Name(constant: "x-amz-content-sha256")

  private init(constant name: String) {
    guard let name = HTTPField.Name(name) else {
      preconditionFailure("'\(name)' is no name of a header field.")
    }
    self = name
  }
}
