package import HTTPTypes

/// What the header of a signed request claims, before anything of it is believed
/// (cognito-sync.md 4.1).
package struct SignatureClaim: Hashable, Sendable {
  /// The access key said to have signed.
  package var accessKeyID: String
  /// The scope of the signing key.
  package var scope: CredentialScope
  /// The signed headers, in the claimed order.
  package var signedHeaders: [String]
  /// The time of signing.
  package var date: SigningDate
  /// The proof of a temporary session.
  package var sessionToken: String?
  let signature: String

  /// The longest `Authorization` header that is read, in bytes.
  static let maximumLength = 4_096

  /// Reads the claim of `request`, or throws what is missing.
  package init(_ request: HTTPRequest) throws(SignatureError) {
    guard let header = request.headerFields[.authorization], !header.isEmpty else {
      throw .missing
    }
    guard header.utf8.count <= Self.maximumLength else {
      throw .incomplete("Authorization header is longer than \(Self.maximumLength) bytes.")
    }
    let parts = try Self.parts(of: header)
    let credential = try Self.part("Credential", of: parts).utf8
      .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard credential.count == 5, !credential[0].isEmpty else {
      throw .incomplete(
        "Credential must have exactly 5 slash-delimited elements, e.g. "
          + "keyid/date/region/service/term.")
    }
    guard credential[4] == CredentialScope.terminator else {
      throw .scope(
        "Credential should be scoped with a valid terminator: 'aws4_request', not "
          + "'\(credential[4])'. ")
    }
    accessKeyID = credential[0]
    scope = CredentialScope(day: credential[1], region: credential[2], service: credential[3])
    signedHeaders = try Self.part("SignedHeaders", of: parts).utf8
      .split(separator: UInt8(ascii: ";")).map { Substring($0).lowercased() }
    signature = try Self.part("Signature", of: parts)
    date = try Self.date(of: request)
    sessionToken = request.headerFields[.amazonSecurityToken]
  }

  private static func parts(of header: String) throws(SignatureError) -> [String: String] {
    let algorithm = "AWS4-HMAC-SHA256"
    guard header.hasPrefix(algorithm) else {
      throw .incomplete("Authorization header requires the algorithm '\(algorithm)'.")
    }
    var parts: [String: String] = [:]
    let space = UInt8(ascii: " ")
    for item in header.utf8.dropFirst(algorithm.utf8.count).split(separator: UInt8(ascii: ",")) {
      guard let equals = item.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = item[..<equals].drop { $0 == space }
      let value = item[equals...].dropFirst().prefix { $0 != space }
      parts[String(Substring(name))] = String(Substring(value))
    }
    return parts
  }

  private static func part(
    _ name: String, of parts: [String: String]
  ) throws(SignatureError) -> String {
    guard let part = parts[name], !part.isEmpty else {
      throw .incomplete("Authorization header requires '\(name)' parameter.")
    }
    return part
  }

  private static func date(of request: HTTPRequest) throws(SignatureError) -> SigningDate {
    if let text = request.headerFields[.amazonDate] {
      guard let date = SigningDate(text) else {
        throw .incomplete(
          "Date must be in ISO-8601 'basic format'. Got '\(text.prefix(40))'. "
            + "See http://en.wikipedia.org/wiki/ISO_8601")
      }
      return date
    }
    guard let date = request.headerFields[.date].flatMap(SigningDate.init(http:)) else {
      throw .incomplete(
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
    }
    return date
  }
}
