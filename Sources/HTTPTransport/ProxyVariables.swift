import SyncClient

/// The variables of the environment that name proxies.
struct ProxyVariables: Hashable, Sendable {
  private let variables: [String: String]

  init(_ variables: [String: String]) { self.variables = variables }

  /// Returns the proxy on the way to an endpoint, or nothing if it is reached directly.
  func proxy(for endpoint: Endpoint) throws(TransportError) -> ProxyAddress? {
    guard let host = endpoint.host, !IPAddress.isThisMachine(host) else { return nil }
    if let text = value("no_proxy"), ProxyExceptions(text).contains(host, port: endpoint.port) {
      return nil
    }
    for name in ["\(endpoint.scheme)_proxy", "all_proxy"] {
      guard let text = value(name) else { continue }
      return try ProxyAddress(text, from: name)
    }
    return nil
  }

  /// Returns what a variable says in small letters, else in capitals; an empty one says nothing.
  private func value(_ name: String) -> String? {
    if let text = variables[name], !text.isEmpty { return text }
    guard name != "http_proxy", let text = variables[name.uppercased()], !text.isEmpty else {
      return nil
    }
    return text
  }
}
