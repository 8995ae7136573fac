import Crypto
package import HTTPTypes
import URIEncoding

/// The text of a request over which both sides compute a signature (cognito-sync.md 4.1).
///
/// It is made from the raw request target. A path that was decoded and encoded again would not
/// give what clients signed: `%3A` becomes `%253A`, a literal `:` becomes `%3A`. It is made on
/// bytes, for walking over characters would cost more than the hash.
package struct CanonicalRequest: Hashable, Sendable, CustomStringConvertible {
  private var bytes: [UInt8] = []

  /// Creates the canonical form of a request.
  ///
  /// - Parameters:
  ///   - host: What to sign as `host`; the authority of the request if nothing.
  ///   - signedHeaders: Lower-case names in order.
  ///   - payloadHash: The lower-case hexadecimal SHA-256 of the body.
  package init(
    _ request: HTTPRequest, host: String? = nil, signedHeaders: [String], payloadHash: String
  ) {
    bytes.reserveCapacity(2_048)
    let target = (request.path ?? "/").utf8
    let question = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
    append(line: request.method.rawValue)
    append(path: target[..<question])
    bytes.append(Self.newline)
    append(query: target[question...].dropFirst())
    bytes.append(Self.newline)
    for name in signedHeaders {
      bytes.append(contentsOf: name.utf8)
      bytes.append(UInt8(ascii: ":"))
      append(header: name, of: request, host: host)
      bytes.append(Self.newline)
    }
    bytes.append(Self.newline)
    append(line: signedHeaders.joined(separator: ";"))
    bytes.append(contentsOf: payloadHash.utf8)
  }

  /// The whole text.
  package var description: String { String(decoding: bytes, as: UTF8.self) }

  /// The lower-case hexadecimal SHA-256 of the text.
  package var hash: String { Hexadecimal.encode(SHA256.hash(data: bytes)) }

  private static let newline = UInt8(ascii: "\n")

  private mutating func append(line: String) {
    bytes.append(contentsOf: line.utf8)
    bytes.append(Self.newline)
  }

  private mutating func append(path: Substring.UTF8View) {
    guard !path.isEmpty else { return bytes.append(UInt8(ascii: "/")) }
    for byte in path {
      if byte == UInt8(ascii: "/") {
        bytes.append(byte)
      } else {
        URIEncoding.append(byte, to: &bytes)
      }
    }
  }

  private mutating func append(query: Substring.UTF8View.SubSequence) {
    let parts = query.split(separator: UInt8(ascii: "&")).map { part in
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      return (
        Self.encodedOnce(Substring(part[..<equals])),
        Self.encodedOnce(Substring(part[equals...].dropFirst()))
      )
    }
    for (index, part) in parts.sorted(by: { $0 < $1 }).enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: "&")) }
      bytes.append(contentsOf: part.0.utf8)
      bytes.append(UInt8(ascii: "="))
      bytes.append(contentsOf: part.1.utf8)
    }
  }

  private static func encodedOnce(_ part: Substring) -> String {
    URIEncoding.encode(URIEncoding.decode(part) ?? String(part))
  }

  /// Appends the values of a header, joined by commas, trimmed, inner runs of spaces as one.
  private mutating func append(header name: String, of request: HTTPRequest, host: String?) {
    if name == "host" { return bytes.append(contentsOf: (host ?? request.authority ?? "").utf8) }
    guard let field = HTTPField.Name(name) else { return }
    for (index, value) in request.headerFields[values: field].enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      for (index, word) in value.utf8.split(separator: UInt8(ascii: " ")).enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: " ")) }
        bytes.append(contentsOf: word)
      }
    }
  }
}
