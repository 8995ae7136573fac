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
    for (index, name) in signedHeaders.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ";")) }
      bytes.append(contentsOf: name.utf8)
    }
    bytes.append(Self.newline)
    bytes.append(contentsOf: payloadHash.utf8)
  }

  /// The whole text.
  package var description: String { String(decoding: bytes, as: UTF8.self) }

  /// The lower-case hexadecimal SHA-256 of the text.
  package var hash: String { Hexadecimal.encode(digest) }

  var digest: SHA256.Digest { SHA256.digest(of: bytes) }

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
    guard !isCanonical(query) else { return bytes.append(contentsOf: query) }
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

  /// Tells whether a query is its own canonical form: a single pair without escapes, as most are.
  private func isCanonical(_ query: Substring.UTF8View.SubSequence) -> Bool {
    var equals = 0
    for byte in query {
      if byte == UInt8(ascii: "=") {
        equals += 1
      } else if !URIEncoding.isUnreserved(byte) {
        return false
      }
    }
    return equals == 1
  }

  private static func encodedOnce(_ part: Substring) -> String {
    URIEncoding.encode(URIEncoding.decode(part) ?? String(part))
  }

  /// Appends the values of a header, joined by commas, trimmed, inner runs of spaces as one.
  private mutating func append(header name: String, of request: HTTPRequest, host: String?) {
    if name == "host" { return bytes.append(contentsOf: (host ?? request.authority ?? "").utf8) }
    var isFirst = true
    for field in request.headerFields where field.name.canonicalName == name {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      append(words: field.value.utf8)
    }
  }

  private mutating func append(words text: String.UTF8View) {
    let space = UInt8(ascii: " ")
    let start = bytes.count
    var pending = false
    for byte in text {
      guard byte != space else {
        pending = true
        continue
      }
      if pending, bytes.count > start { bytes.append(space) }
      pending = false
      bytes.append(byte)
    }
  }
}
