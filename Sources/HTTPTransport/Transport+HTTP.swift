import NIOCore
public import SyncClient

extension Transport {
  /// Reaches a service over HTTP.
  ///
  /// ```swift
  /// let transport = try Transport.http(
  ///   endpoint: "https://sync.example.com", trust: .certificateFile("/etc/sync/ca.pem"))
  /// ```
  /// - Parameters:
  ///   - endpoint: `http://HOST:PORT`, `https://HOST` or `unix:/PATH`.
  ///   - trust: Whose certificates prove that the other side is the service, for `https`.
  ///   - proxy: The way there; as the variables of this process say by default.
  ///   - maximumBodyBytes: The largest answer to accept.
  /// - Throws: `unsupported` if the endpoint, the certificates or the proxy cannot be read.
  public static func http(
    endpoint: String, trust: Trust = .system, proxy: ProxyChoice = .environment,
    maximumBodyBytes: Int = 32 * 1_024 * 1_024
  ) throws(TransportError) -> Transport {
    let endpoint = try Endpoint(endpoint)
    let route = HTTPRoute(
      endpoint: endpoint, proxy: try proxy.proxy(for: endpoint),
      security: try trust.configuration())
    let exchanges = HTTPConnections(
      route: route, silence: .seconds(10), maximumBodyBytes: maximumBodyBytes)
    // The service sends a comment every 15 seconds; three missing ones mean that nobody is there.
    let streams = HTTPConnections(
      route: route, silence: .seconds(45), maximumBodyBytes: maximumBodyBytes)
    return Transport(
      scheme: endpoint.scheme, authority: endpoint.authority,
      send: { request, body throws(TransportError) in try await exchanges.send(request, body) },
      stream: { request throws(TransportError) in try await streams.stream(request) },
      close: {
        await streams.close()
        await exchanges.close()
      })
  }
}
