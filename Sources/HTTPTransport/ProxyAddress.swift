import Foundation
import SyncClient

/// Where a proxy is reached, and how it is spoken to.
struct ProxyAddress: Hashable, Sendable {
  /// The language of a proxy.
  enum Kind: Hashable, Sendable { case http, socks5 }

  /// Who asks a proxy.
  struct User: Hashable, Sendable {
    var name: String
    var password: String
  }

  /// The port of a proxy that names none, as curl has it.
  static let defaultPort = 1_080

  var kind: Kind
  var host: String
  var port: Int
  var user: User?

  /// Reads `[SCHEME://][USER[:PASSWORD]@]HOST[:PORT][/]`.
  ///
  /// - Parameter source: What the failure calls the text, such as `https_proxy`.
  init(_ text: String, from source: String) throws(TransportError) {
    var rest = text[...]
    var scheme = "http"
    if let range = rest.range(of: "://") {
      scheme = rest[..<range.lowerBound].lowercased()
      rest = rest[range.upperBound...]
    }
    var name: String?
    if let at = rest.lastIndex(of: "@") {
      name = String(rest[..<at])
      rest = rest[rest.index(after: at)...]
    }
    if rest.last == "/" { rest.removeLast() }
    let shown = "\(scheme)://\(rest)"
    switch scheme {
    case "http": kind = .http
    case "socks5", "socks5h", "socks": kind = .socks5
    case _:
      throw TransportError(
        .unsupported, "'\(shown)' from \(source) is no proxy we can use: http:// or socks5://.")
    }
    guard let (host, port) = HostPort.split(rest), !host.contains(where: { "/?# ".contains($0) })
    else {
      throw TransportError(
        .unsupported, "'\(shown)' from \(source) cannot be read: http://HOST:PORT.")
    }
    self.host = host
    self.port = port ?? Self.defaultPort
    user = name.map(User.init(text:))
    if kind == .socks5, user != nil {
      throw TransportError(
        .unsupported, "The proxy '\(shown)' from \(source) is used without a user name only.")
    }
  }

  /// Host and port, without any secret.
  var shown: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension ProxyAddress.User {
  fileprivate init(text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      .map { $0.removingPercentEncoding ?? String($0) }
    self.init(name: parts[0], password: parts.count > 1 ? parts[1] : "")
  }
}
