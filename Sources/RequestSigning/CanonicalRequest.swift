import Crypto
package import HTTPTypes
import URIEncoding

/// The text of a request over which both sides compute a signature (cognito-sync.md 4.1).
///
/// It is made from the raw request target. A path that was decoded and encoded again would not
/// give what clients signed: `%3A` becomes `%253A`, a literal `:` becomes `%3A`.
package struct CanonicalRequest: Hashable, Sendable, CustomStringConvertible {
  /// The whole text.
  package let description: String

  /// Creates the canonical form of a request.
  ///
  /// - Parameters:
  ///   - host: What to sign as `host`; the authority of the request if nothing.
  ///   - signedHeaders: Lower-case names in order.
  ///   - payloadHash: The lower-case hexadecimal SHA-256 of the body.
  package init(
    _ request: HTTPRequest, host: String? = nil, signedHeaders: [String], payloadHash: String
  ) {
    let target = request.path ?? "/"
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var text = "\(request.method.rawValue)\n"
    text += Self.path(halves[0])
    text += "\n"
    if halves.count > 1 { text += Self.query(halves[1]) }
    text += "\n"
    for name in signedHeaders {
      text += "\(name):\(Self.value(of: name, in: request, host: host))\n"
    }
    text += "\n"
    text += signedHeaders.joined(separator: ";")
    text += "\n"
    text += payloadHash
    description = text
  }

  /// The lower-case hexadecimal SHA-256 of the text.
  package var hash: String { Hexadecimal.encode(SHA256.hash(data: Array(description.utf8))) }

  private static func path(_ raw: Substring) -> String {
    guard !raw.isEmpty, raw != "/" else { return "/" }
    return raw.split(separator: "/", omittingEmptySubsequences: false)
      .map { URIEncoding.encode($0) }.joined(separator: "/")
  }

  private static func query(_ raw: Substring) -> String {
    raw.split(separator: "&").map { part in
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (encodedOnce(halves[0]), halves.count > 1 ? encodedOnce(halves[1]) : "")
    }
    .sorted { $0 < $1 }
    .map { "\($0.0)=\($0.1)" }
    .joined(separator: "&")
  }

  private static func encodedOnce(_ part: Substring) -> String {
    URIEncoding.encode(URIEncoding.decode(part) ?? String(part))
  }

  private static func value(of name: String, in request: HTTPRequest, host: String?) -> String {
    if name == "host" { return host ?? request.authority ?? "" }
    guard let field = HTTPField.Name(name) else { return "" }
    return request.headerFields[values: field]
      .map { $0.split(separator: " ").joined(separator: " ") }
      .joined(separator: ",")
  }
}
