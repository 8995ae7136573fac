import Foundation
import HTTPTypes
import Testing

extension RobustnessSuite {
  /// Bytes that are no HTTP, or HTTP at its edges.
  @Suite(.serialized) struct HostileHTTPTests {
    private static let health = "GET /health HTTP/1.1\r\nHost: x\r\n"
    private static let token = "POST /oauth2/token HTTP/1.1\r\nHost: x\r\n"

    private static let unparsable: [[UInt8]] = [
      (0..<256).map { UInt8($0) }, Array("hello there\r\n\r\n".utf8),
      [0x16, 3, 1, 0, 0xc5, 1, 0, 0, 0xc1, 3, 3] + Array(repeating: 0xa5, count: 200),
      Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8), Array("FOO /health HTTP/1.1\r\n\r\n".utf8),
      Array("GET /health HTTP/9.9\r\n\r\n".utf8), Array("GET \u{80}\u{ff} HTTP/1.1\r\n\r\n".utf8),
      Array((health + "X: a\0b\r\n\r\n").utf8), Array((health + "X: a\r\n b\r\n\r\n").utf8),
      Array((health + "X: \(String(repeating: "a", count: 80 << 10))\r\n\r\n").utf8),
      Array((health + String(repeating: "X: a\r\n", count: 2_000) + "\r\n").utf8),
      Array("GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\n\r\n".utf8),
      Array((token + "Content-Length: -3\r\n\r\nabc").utf8),
      Array((token + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd").utf8),
      Array((token + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").utf8),
      Array((token + "Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n").utf8),
      Array((token + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\na").utf8),
    ]

    @Test func `what is no HTTP gets a 400, and then the line is closed`() async throws {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        for bytes in Self.unparsable {
          let connection = try Connection(port: service.port)
          // The other side may have closed before all of it was sent.
          try? connection.send(bytes)
          let answer = try? connection.answer()
          #expect(answer?.status == 400, "\(String(decoding: bytes.prefix(60), as: UTF8.self))")
          #expect(connection.isClosedByPeer())
        }
        #expect(service.end(with: SIGTERM) == .status(0), "\(service.log)")
      }
    }

    @Test func `pipelined requests are answered in order`() async throws {
      let service = try SyncdProcess(["--request-rate", "0"])
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        let guest = try GuestAccount(connection)
        let requests = (0..<50).flatMap { index in
          index.isMultiple(of: 2)
            ? Array((Self.health + "\r\n").utf8) : guest.caller.list(guest.place)
        }
        try connection.send(requests)
        for index in 0..<50 {
          let answer = try connection.answer()
          #expect(answer.status == 200)
          #expect((answer.json["status"] != nil) == index.isMultiple(of: 2))
        }
      }
    }

    @Test func `a sender that waits for a word gets it`() async throws {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        let guest = try GuestAccount(connection)
        let listing = try connection.exchange(guest.caller.list(guest.place))
        let request = guest.caller.update(
          guest.place, token: listing.token, [Patch(key: "k", value: "v")])
        let text = String(decoding: request, as: UTF8.self)
        let head = try #require(text.range(of: "\r\n\r\n"))
        try connection.send(text[..<head.lowerBound] + "\r\nExpect: 100-continue\r\n\r\n")
        #expect(try connection.answer(hasBody: false).status == 100)
        try connection.send(String(text[head.upperBound...]))
        #expect(try connection.answer().records["k"]?.count == 1)
      }
    }

    @Test func `a body may come in chunks`() async throws {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        let guest = try GuestAccount(connection)
        let listing = try connection.exchange(guest.caller.list(guest.place))
        let request = guest.caller.update(
          guest.place, token: listing.token, [Patch(key: "k", value: "v")])
        let text = String(decoding: request, as: UTF8.self)
        let parts = text.components(separatedBy: "\r\n\r\n")
        let fields = parts[0].components(separatedBy: "\r\n")
          .filter { !$0.hasPrefix("content-length") }
        try connection.send(
          fields.joined(separator: "\r\n") + "\r\nTransfer-Encoding: chunked\r\n\r\n")
        for byte in parts[1].utf8 {
          try connection.send("1\r\n\(Character(UnicodeScalar(byte)))\r\n")
        }
        try connection.send("0\r\n\r\n")
        #expect(try connection.answer().records["k"]?.count == 1)
        #expect(try connection.exchange(guest.caller.list(guest.place)).status == 200)
      }
    }

    @Test(arguments: [
      ("HTTP/1.0", "", true), ("HTTP/1.0", "Connection: keep-alive\r\n", false),
      ("HTTP/1.1", "", false), ("HTTP/1.1", "Connection: close\r\n", true),
      ("HTTP/1.1", "Connection: Close\r\n", true), ("HTTP/1.1", "Connection: te, close\r\n", true),
    ]) func `the line stays or goes as the request says`(
      version: String, field: String, ends: Bool
    ) async throws {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port, patience: 2)
        let answer = try connection.exchange(
          Array("GET /health \(version)\r\nHost: x\r\n\(field)\r\n".utf8))
        #expect(answer.status == 200)
        #expect((answer.fields["connection"] == "close") == ends)
        if ends {
          #expect(connection.isClosedByPeer())
        } else {
          #expect(try connection.exchange(Array((Self.health + "\r\n").utf8)).status == 200)
        }
      }
    }

    @Test func `an answer to HEAD has no body`() async throws {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        for path in ["/health", "/", "/identitypools"] {
          try connection.send("HEAD \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
          #expect(try connection.answer(hasBody: false).status >= 400)
          #expect(try connection.exchange(Array((Self.health + "\r\n").utf8)).status == 200)
        }
      }
    }

    @Test func `a signed request with a changed byte is refused or means the same`() async throws {
      let service = try SyncdProcess(["--request-rate", "0"])
      try await Threads.run {
        try service.start()
        let guest = try GuestAccount(Connection(port: service.port))
        var connection = try Connection(port: service.port)
        for _ in 0..<400 {
          var bytes = guest.caller.list(guest.place)
          // Not the final line feeds: without them the request would not end.
          let index = Int.random(in: 0..<(bytes.count - 4))
          bytes[index] = Bool.random() ? .random(in: 0...255) : bytes[index] ^ 0x20
          let answer = try connection.exchange(bytes)
          let text = String(decoding: bytes, as: UTF8.self)
          #expect([200, 400, 403, 404, 405].contains(answer.status), "\(answer.status): \(text)")
          if answer.fields["connection"] == "close" {
            connection = try Connection(port: service.port)
          }
        }
        #expect(try connection.exchange(guest.caller.list(guest.place)).status == 200)
      }
    }

    @Test func `a sender that has said everything may close its half`() async throws {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        let whole = try Connection(port: service.port)
        try whole.send(Self.health + "\r\n")
        whole.finishSending()
        #expect(try whole.answer().status == 200)
        let cut = try Connection(port: service.port)
        try cut.send(Self.token + "Content-Length: 100\r\n\r\nabc")
        cut.finishSending()
        #expect(try cut.answer().status == 400)
        #expect(cut.isClosedByPeer())
      }
    }
  }
}
