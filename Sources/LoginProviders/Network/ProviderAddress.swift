import HTTPTypes
import URIEncoding

/// Where a provider is: a URL without query and final slash.
package struct ProviderAddress: Hashable, Sendable {
  let scheme: String
  let authority: String
  private(set) var path: String

  /// Creates an address, or nothing when `url` is no `http` or `https` URL of that form.
  package init?(_ url: String) {
    guard !url.contains("?"), let address = ProviderAddress(document: url) else { return nil }
    self = address
    if path.hasSuffix("/") { path.removeLast() }
  }

  /// Creates the address of one document, or nothing when `url` is no `http` or `https` URL.
  init?(document url: String) {
    guard let mark = url.firstRange(of: "://") else { return nil }
    scheme = url[..<mark.lowerBound].lowercased()
    let rest = url[mark.upperBound...]
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    authority = String(rest[..<end])
    path = String(rest[end...])
    guard ["http", "https"].contains(scheme), !authority.isEmpty,
      url.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
      !url.contains(where: { "@#\\".contains($0) }), !path.hasPrefix("?")
    else { return nil }
  }

  /// Whether nobody on the way can read or change what is sent.
  var isSecure: Bool { scheme == "https" }

  /// Returns a request for something below this address.
  func get(_ subpath: String, query: [(name: String, value: String)] = []) -> HTTPRequest {
    let query = query.map { "\(URIEncoding.encode($0.name))=\(URIEncoding.encode($0.value))" }
    let target = path + subpath + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    return HTTPRequest(
      method: .get, scheme: scheme, authority: authority, path: target.isEmpty ? "/" : target,
      headerFields: [.accept: "application/json"])
  }
}
