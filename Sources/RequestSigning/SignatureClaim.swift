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
    guard let header = request.headerFields.text(of: .authorization), !header.isEmpty else {
      throw .missing
    }
    guard header.utf8.count <= Self.maximumLength else {
      throw .incomplete("Authorization header is longer than \(Self.maximumLength) bytes.")
    }
    let parts = try Parts(header)
    let credential = try Self.required(parts.credential, "Credential").utf8
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
    signedHeaders = try Self.required(parts.signedHeaders, "SignedHeaders").utf8
      .split(separator: UInt8(ascii: ";")).map { Substring($0).lowercased() }
    signature = String(try Self.required(parts.signature, "Signature"))
    date = try Self.date(of: request)
    sessionToken = request.headerFields.text(of: .amazonSecurityToken)
  }

  /// The parts of the header, whatever their order; the last of each name counts.
  private struct Parts {
    var credential: Substring?
    var signedHeaders: Substring?
    var signature: Substring?

    init(_ header: String) throws(SignatureError) {
      let algorithm = "AWS4-HMAC-SHA256"
      let bytes = header.utf8
      guard bytes.starts(with: algorithm.utf8) else {
        throw .incomplete("Authorization header requires the algorithm '\(algorithm)'.")
      }
      let space = UInt8(ascii: " ")
      var rest = bytes.dropFirst(algorithm.utf8.count)
      while !rest.isEmpty {
        let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
        let item = rest[..<end]
        rest = rest[end...].dropFirst()
        guard let equals = item.firstIndex(of: UInt8(ascii: "=")) else { continue }
        let name = item[..<equals].drop { $0 == space }
        let value = Substring(item[equals...].dropFirst().prefix { $0 != space })
        if name.elementsEqual("Credential".utf8) {
          credential = value
        } else if name.elementsEqual("SignedHeaders".utf8) {
          signedHeaders = value
        } else if name.elementsEqual("Signature".utf8) {
          signature = value
        }
      }
    }
  }

  private static func required(
    _ part: Substring?, _ name: String
  ) throws(SignatureError) -> Substring {
    guard let part, !part.isEmpty else {
      throw .incomplete("Authorization header requires '\(name)' parameter.")
    }
    return part
  }

  private static func date(of request: HTTPRequest) throws(SignatureError) -> SigningDate {
    if let text = request.headerFields.text(of: .amazonDate) {
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
