import SyncClient

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How the way to the service leads through a proxy.
///
/// A proxy for HTTP is asked for a tunnel (`CONNECT`), whatever the scheme of the service.
///
/// ```swift
/// let transport = try Transport.http(
///   endpoint: "https://sync.example.org", proxy: .server("http://proxy.example.org:3128"))
/// ```
public enum ProxyChoice: Hashable, Sendable {
  /// As these variables say: `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`.
  ///
  /// Names in capitals count too, small ones first; only `HTTP_PROXY` does not, which a web server
  /// would set from a header of a request. A service on this machine is reached directly.
  case environment([String: String])
  /// Through this one: `http://USER:PASSWORD@HOST:PORT` or `socks5://HOST:PORT`.
  case server(String)
  /// Through none.
  case direct

  /// As the variables of this process say.
  public static var environment: ProxyChoice { .environment(ProcessInfo.processInfo.environment) }

  /// Returns the proxy on the way to an endpoint, or nothing if there is none.
  func proxy(for endpoint: Endpoint) throws(TransportError) -> ProxyAddress? {
    switch self {
    case .direct: return nil
    case .server(let text):
      guard endpoint.host != nil else {
        throw TransportError(.unsupported, "A socket is not reached through a proxy.")
      }
      return try ProxyAddress(text, from: "the proxy")
    case .environment(let variables):
      return try ProxyVariables(variables).proxy(for: endpoint)
    }
  }
}
