import Foundation
import HTTPTransport
import HTTPTypes
import SyncClient
import TestKit
import Testing

@Suite struct TrustTests {
  private static let hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

  /// The failure of a request to `host`, which in truth is answered with `identity`.
  private static func failure(
    of identity: CertificateAuthority.Identity, at host: String = "localhost", trust: Trust
  ) async throws -> TransportError? {
    let server = try await SecureServer(identity, answer: hello)
    let transport = try Transport.http(endpoint: "https://\(host):\(server.port)", trust: trust)
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(.to(transport), [])
    }
    await transport.close()
    try await server.stop()
    return error
  }

  @Test func `a certificate of a given authority is believed`() async throws {
    let authority = try CertificateAuthority()
    let server = try await SecureServer(
      authority.identity(for: "localhost"), answer: Self.hello)
    let pem = try Data(contentsOf: URL(filePath: authority.certificate))
    for trust in [Trust.certificateFile(authority.certificate), .certificates(pem: Array(pem))] {
      let transport = try Transport.http(
        endpoint: "https://localhost:\(server.port)", trust: trust)
      let (response, body) = try await transport.send(.to(transport), [])
      #expect(response.status.code == 200)
      #expect(String(decoding: body, as: UTF8.self) == "hello")
      await transport.close()
    }
    try await server.stop()
  }

  @Test func `the system does not trust everybody`() async throws {
    let authority = try CertificateAuthority()
    let error = try await Self.failure(
      of: authority.identity(for: "localhost"), trust: .system)
    #expect(error?.code == .untrusted)
    #expect(error?.message.contains("not from an authority that is trusted here") == true)
  }

  @Test func `another authority's certificates are not believed beside the given one`()
    async throws
  {
    let other = try CertificateAuthority()
    let error = try await Self.failure(
      of: CertificateAuthority().identity(for: "localhost"),
      trust: .certificateFile(other.certificate))
    #expect(error?.code == .untrusted)
  }

  @Test func `an expired certificate is called so`() async throws {
    let authority = try CertificateAuthority()
    let error = try await Self.failure(
      of: authority.identity(for: "localhost", days: -1),
      trust: .certificateFile(authority.certificate))
    #expect(error?.code == .untrusted)
    #expect(error?.message.contains("has expired") == true)
  }

  @Test func `a certificate for another host is not enough`() async throws {
    let authority = try CertificateAuthority()
    let error = try await Self.failure(
      of: authority.identity(for: "elsewhere.example"),
      trust: .certificateFile(authority.certificate))
    #expect(error?.code == .untrusted)
    #expect(error?.message.contains("for another host") == true)
  }

  @Test func `a server without TLS is not called unreachable`() async throws {
    let server = try RawServer(.bytes(Self.hello))
    let endpoint = server.endpoint.replacing("http://", with: "https://")
    let transport = try Transport.http(endpoint: endpoint)
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(.to(transport), [])
    }
    #expect(error?.code == .notUnderstood)
    await transport.close()
    server.stop()
  }

  @Test func `a file without certificates is refused by name`() throws {
    let folder = try TemporaryDirectory()
    let file = folder.file("ca.pem")
    try "no certificate".write(toFile: file, atomically: true, encoding: .utf8)
    let error = #expect(throws: TransportError.self) {
      try Transport.http(endpoint: "https://localhost", trust: .certificateFile(file))
    }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("'\(file)' holds no certificate") == true)
  }

  @Test func `a file that is not there is refused by name`() {
    let error = #expect(throws: TransportError.self) {
      try Transport.http(endpoint: "https://localhost", trust: .certificateFile("/nowhere/ca.pem"))
    }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("'/nowhere/ca.pem'") == true)
    #expect(error?.message.contains("cannot be read") == true)
  }

  @Test func `a text without certificates is refused`() {
    let error = #expect(throws: TransportError.self) {
      try Transport.http(endpoint: "https://localhost", trust: .certificates(pem: []))
    }
    #expect(error?.code == .unsupported)
  }
}

extension HTTPRequest {
  /// A request that asks for nothing special.
  static func to(_ transport: Transport) -> HTTPRequest {
    HTTPRequest(
      method: .get, scheme: transport.scheme, authority: transport.authority, path: "/a?b=c")
  }
}
