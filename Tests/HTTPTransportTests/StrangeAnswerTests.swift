import HTTPTransport
import HTTPTypes
import SyncClient
import Testing

@Suite struct StrangeAnswerTests {
  private static func failure(_ answer: RawServer.Answer) async throws -> TransportError? {
    let server = try RawServer(answer)
    let transport = try Transport.http(endpoint: server.endpoint)
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(.to(transport), [])
    }
    await transport.close()
    server.stop()
    return error
  }

  @Test(arguments: [
    "SSH-2.0-OpenSSH_9.2\r\n", "\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}\u{46}", "* OK IMAP\r\n",
  ])
  func `what speaks no HTTP is called so`(text: String) async throws {
    let error = try await Self.failure(.lastBytes(text))
    #expect(error?.code == .notUnderstood)
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"Records\":[",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe",
  ])
  func `an answer that ends in its middle is no answer`(text: String) async throws {
    let error = try await Self.failure(.lastBytes(text))
    #expect(error?.code == .truncated)
  }

  @Test func `a head that ends in its middle is a broken connection`() async throws {
    let error = try await Self.failure(.lastBytes("HTTP/1.1 200 OK\r\nContent-Le"))
    #expect(error?.code == .interrupted)
  }

  @Test func `a redirection is handed on, not followed`() async throws {
    let target = try RawServer(.bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    let server = try RawServer(
      .bytes("HTTP/1.1 302 Found\r\nLocation: \(target.endpoint)/\r\nContent-Length: 0\r\n\r\n"))
    let transport = try Transport.http(endpoint: server.endpoint)
    let (response, _) = try await transport.send(.to(transport), [])
    #expect(response.status.code == 302)
    #expect(target.requests.isEmpty)
    await transport.close()
    for server in [target, server] { server.stop() }
  }
}
