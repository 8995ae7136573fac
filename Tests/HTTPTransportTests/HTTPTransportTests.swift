import FoundationEssentials
import HTTPTransport
import HTTPTypes
import SyncClient
import Testing

@Suite struct HTTPTransportTests {
  private static let target =
    "/identitypools/us-east-1%3Ab0/identities/us-east-1%3Aa0?dataset=a%3Ab"
  private static let hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nDate: now\r\n\r\nhello"

  private func request(_ authority: String, method: HTTPRequest.Method = .get) -> HTTPRequest {
    HTTPRequest(method: method, scheme: "http", authority: authority, path: Self.target)
  }

  @Test func `the raw target, the host and the body arrive byte for byte`() async throws {
    let server = try RawServer(.bytes(Self.hello))
    let transport = try Transport.http(endpoint: server.endpoint)
    #expect("http://\(transport.authority)" == server.endpoint)
    var post = request(transport.authority, method: .post)
    post.headerFields[.authorization] = "AWS4 x"
    let (response, body) = try await transport.send(post, Array("{}".utf8))
    #expect(response.status.code == 200)
    #expect(response.headerFields[.date] == "now")
    #expect(String(decoding: body, as: UTF8.self) == "hello")
    let heard = server.requests.joined()
    #expect(heard.hasPrefix("POST \(Self.target) HTTP/1.1\r\n"))
    #expect(heard.contains("Host: \(transport.authority)\r\n"))
    #expect(heard.lowercased().contains("authorization: aws4 x\r\n"))
    #expect(heard.hasSuffix("\r\n\r\n{}"))
    await transport.close()
    server.stop()
  }

  @Test func `a socket in the file system is an endpoint too`() async throws {
    let path = "/tmp/raw-\(UUID().uuidString.prefix(13)).sock"
    let server = try RawServer(socket: path, .bytes(Self.hello))
    let transport = try Transport.http(endpoint: server.endpoint)
    let (response, _) = try await transport.send(request(transport.authority), [])
    #expect(response.status.code == 200)
    #expect(server.requests.first?.hasPrefix("GET \(Self.target) HTTP/1.1\r\n") == true)
    #expect(server.requests.first?.contains("Host: localhost\r\n") == true)
    await transport.close()
    server.stop()
    try FileManager.default.removeItem(atPath: path)
  }

  @Test(arguments: ["http://127.0.0.1:1", "unix:/nonexistent/socket"])
  func `nobody there is told from a connection that broke`(endpoint: String) async throws {
    let transport = try Transport.http(endpoint: endpoint)
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(request(transport.authority), [])
    }
    #expect(error?.code == .unreachable)
    await transport.close()
  }

  @Test func `a connection that breaks may have carried the request out`() async throws {
    let server = try RawServer(.hangUp)
    let transport = try Transport.http(endpoint: server.endpoint)
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(request(transport.authority), [])
    }
    #expect(error?.code == .interrupted)
    await transport.close()
    server.stop()
  }

  @Test func `an answer beyond the limit is refused`() async throws {
    let server = try RawServer(.bytes(Self.hello))
    let transport = try Transport.http(endpoint: server.endpoint, maximumBodyBytes: 4)
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(request(transport.authority), [])
    }
    #expect(error?.code == .tooLarge)
    await transport.close()
    server.stop()
  }

  @Test func `a stream hands on what arrives and ends with its reader`() async throws {
    let server = try RawServer(
      .bytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "6\r\n: hi\n\n\r\n"))
    let transport = try Transport.http(endpoint: server.endpoint)
    let (response, body) = try await transport.stream(request(transport.authority))
    #expect(response.status.code == 200)
    var chunks = body.makeAsyncIterator()
    #expect(try await chunks.next().map { String(decoding: $0, as: UTF8.self) } == ": hi\n\n")
    await transport.close()
    server.stop()
  }

  @Test func `a call that is cancelled ends`() async throws {
    let server = try RawServer(.silence)
    let transport = try Transport.http(endpoint: server.endpoint)
    let call = Task { try await transport.send(request(transport.authority), []) }
    while server.requests.isEmpty { await Task.yield() }
    call.cancel()
    let error = await #expect(throws: TransportError.self) { try await call.value }
    #expect(error?.code == .cancelled)
    await transport.close()
    server.stop()
  }

  @Test(arguments: ["", "ftp://host", "http://", "unix:relative", "http://host/path", "host:80"])
  func `an address that cannot be used is refused`(endpoint: String) {
    #expect(throws: TransportError.self) { try Transport.http(endpoint: endpoint) }
  }
}
