import CommandProgram

/// Where the service listens: `HOST:PORT` or `unix:PATH`.
enum ListenAddress: Hashable, Sendable {
  case network(host: String, port: Int)
  case socketFile(path: String)

  /// The most bytes the path of a Unix-domain socket may have.
  static let maximumPathLength = 107

  /// Reads the form of the option `--listen`.
  init(_ text: String) throws(Failure) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      guard (1...Self.maximumPathLength).contains(path.utf8.count) else {
        throw Failure(
          kind: .usage,
          message: "The path of a Unix-domain socket has 1 to \(Self.maximumPathLength) bytes.",
          hint: "Choose a shorter path.")
      }
      self = .socketFile(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port), let host = Self.host(text[..<colon])
    else {
      throw Failure(
        kind: .usage, message: "'\(text)' is no address to listen on.",
        hint: "Give HOST:PORT, such as 127.0.0.1:8420, or unix:PATH.")
    }
    self = .network(host: host, port: port)
  }

  /// Whether only this machine can reach the address.
  var isLocal: Bool {
    switch self {
    case .socketFile: true
    case .network(let host, _): host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
  }

  /// The URL under which clients find the service by default, without a final slash.
  func issuer(isEncrypted: Bool) -> String {
    switch self {
    case .socketFile: "http://localhost"
    case .network: networkURL(isEncrypted: isEncrypted, wildcard: "localhost")
    }
  }

  /// The URL that is printed once the service answers.
  func url(isEncrypted: Bool) -> String {
    switch self {
    case .socketFile(let path): "unix:\(path)"
    case .network: networkURL(isEncrypted: isEncrypted, wildcard: nil)
    }
  }

  /// Returns the same address with another port.
  func withPort(_ port: Int) -> ListenAddress {
    switch self {
    case .socketFile: self
    case .network(let host, _): .network(host: host, port: port)
    }
  }

  private func networkURL(isEncrypted: Bool, wildcard: String?) -> String {
    guard case .network(let host, let port) = self else { return "" }
    let name = ["0.0.0.0", "::"].contains(host) ? wildcard ?? host : host
    let scheme = isEncrypted ? "https" : "http"
    return "\(scheme)://\(name.contains(":") ? "[\(name)]" : name):\(port)"
  }

  private static func host(_ text: Substring) -> String? {
    if text.hasPrefix("["), text.hasSuffix("]"), text.count > 2 {
      return String(text.dropFirst().dropLast())
    }
    guard !text.isEmpty, !text.contains(where: { $0 == ":" || $0 == "/" || $0.isWhitespace })
    else { return nil }
    return String(text)
  }
}
