import HTTPTransport
import HTTPTypes
import SyncClient
import TestKit
import Testing

@Suite struct ProxyTests {
  private static let hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

  @Test func `a secure request goes through a tunnel, and its host is verified at the end`()
    async throws
  {
    let authority = try CertificateAuthority()
    let server = try await SecureServer(
      authority.identity(for: "service.test"), answer: Self.hello)
    let proxy = try TunnelProxy(to: server.port)
    for host in ["service.test", "other.test"] {
      let transport = try Transport.http(
        endpoint: "https://\(host)", trust: .certificateFile(authority.certificate),
        proxy: .environment(["https_proxy": "http://user:p%40ss@\(proxy.address)"]))
      if host == "service.test" {
        let (_, body) = try await transport.send(.to(transport), [])
        #expect(String(decoding: body, as: UTF8.self) == "hello")
      } else {
        let error = await #expect(throws: TransportError.self) {
          try await transport.send(.to(transport), [])
        }
        #expect(error?.code == .untrusted)
      }
      await transport.close()
    }
    let heard = try #require(proxy.requests.first).lowercased()
    #expect(heard.hasPrefix("connect service.test:443 http/1.1\r\n"))
    #expect(heard.contains("proxy-authorization: basic dxnlcjpwqhnz\r\n"))
    proxy.stop()
    try await server.stop()
  }

  @Test func `a plain request goes through a tunnel too`() async throws {
    let server = try RawServer(.bytes(Self.hello))
    let port = try #require(Int(server.endpoint.split(separator: ":").last ?? ""))
    let proxy = try TunnelProxy(to: port)
    let transport = try Transport.http(
      endpoint: "http://service.test:8420", proxy: .server("http://\(proxy.address)"))
    let (response, _) = try await transport.send(.to(transport), [])
    #expect(response.status.code == 200)
    #expect(proxy.requests.first?.hasPrefix("CONNECT service.test:8420 HTTP/1.1\r\n") == true)
    #expect(server.requests.first?.hasPrefix("GET /a?b=c HTTP/1.1\r\n") == true)
    #expect(server.requests.first?.contains("Host: service.test:8420\r\n") == true)
    await transport.close()
    proxy.stop()
    server.stop()
  }

  @Test(arguments: [
    ("HTTP/1.1 407 Proxy Authentication Required", "user name and password"),
    ("HTTP/1.1 403 Forbidden", "does not let requests"),
  ])
  func `a proxy's refusal is not the service's`(answer: String, words: String) async throws {
    let proxy = try TunnelProxy(to: 1, answer: answer)
    let transport = try Transport.http(
      endpoint: "https://service.test", proxy: .server("http://\(proxy.address)"))
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(.to(transport), [])
    }
    #expect(error?.code == .proxyRefused)
    #expect(error?.message.contains(words) == true)
    #expect(error?.message.contains(proxy.address) == true)
    await transport.close()
    proxy.stop()
  }

  @Test func `a proxy that is not there is named`() async throws {
    let transport = try Transport.http(
      endpoint: "https://service.test", proxy: .server("127.0.0.1:1"))
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(.to(transport), [])
    }
    #expect(error?.code == .unreachable)
    #expect(error?.message.contains("the proxy '127.0.0.1:1'") == true)
    await transport.close()
  }

  @Test func `a socket has no proxy`() {
    let error = #expect(throws: TransportError.self) {
      try Transport.http(endpoint: "unix:/tmp/socket", proxy: .server("p:1"))
    }
    #expect(error?.code == .unsupported)
  }

  @Test func `variables lead no request for this machine away`() async throws {
    let server = try RawServer(.bytes(Self.hello))
    let transport = try Transport.http(
      endpoint: server.endpoint, proxy: .environment(["http_proxy": "127.0.0.1:1"]))
    let (response, _) = try await transport.send(.to(transport), [])
    #expect(response.status.code == 200)
    await transport.close()
    server.stop()
  }
}
