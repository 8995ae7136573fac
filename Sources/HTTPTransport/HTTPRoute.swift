import AsyncHTTPClient
import NIOSSL

/// A service, the way there, and what proves that it is the service.
struct HTTPRoute: Sendable {
  var endpoint: Endpoint
  var proxy: ProxyAddress?
  var security: TLSConfiguration
}

extension HTTPClient.Configuration.Proxy {
  /// Creates the HTTP client's form of a proxy.
  init(_ address: ProxyAddress) {
    self =
      switch address.kind {
      case .socks5: .socksServer(host: address.host, port: address.port)
      case .http:
        .server(
          host: address.host, port: address.port,
          authorization: address.user.map {
            .basic(username: $0.name, password: $0.password)
          })
      }
  }
}
