import Foundation
import HTTPTypes
import Testing

extension RobustnessSuite {
  /// Senders and readers that take for ever; the service allows them two seconds here instead of
  /// sixty.
  @Suite(.serialized) struct SlowPeerTests {
    private static let arguments = ["--request-timeout", "2", "--request-rate", "0"]

    /// Beginnings of requests, and what the sender goes on with.
    private static let drips: [(beginning: String, drop: String)] = [
      ("", ""), ("GET /health HTTP/1.1\r\n", "a"), ("GET /health HTTP/1.1\r\nX: ", "a"),
      ("POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n", "a"),
      (
        "POST /oauth2/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n"
      ),
    ]

    @Test func `who sends a byte now and then is cut off after the stated time`() async throws {
      let service = try SyncdProcess(Self.arguments)
      try await Threads.run {
        try service.start()
        let port = service.port
        let times = try Threads.run(Self.drips.count) { index in
          let connection = try Connection(port: port, patience: 20)
          let begin = ContinuousClock.now
          try connection.send(Self.drips[index].beginning)
          while ContinuousClock.now - begin < .seconds(15) {
            usleep(100_000)
            do { try connection.send(Self.drips[index].drop) } catch { break }
            if Self.drips[index].drop.isEmpty { _ = try connection.rest(); break }
          }
          return ContinuousClock.now - begin
        }
        for (drip, time) in zip(Self.drips, times) {
          #expect(time > .seconds(1.5) && time < .seconds(10), "\(drip): \(time)")
        }
        #expect(service.isRunning)
      }
    }

    @Test func `who sends slowly but steadily is served`() async throws {
      let service = try SyncdProcess(Self.arguments)
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        let guest = try GuestAccount(connection)
        let token = try connection.exchange(guest.caller.list(guest.place)).token
        let value = String(repeating: "a", count: 160_000)
        let request = guest.caller.update(
          guest.place, token: token, [Patch(key: "k", value: value)])
        for start in stride(from: 0, to: request.count, by: 8_192) {
          try connection.send(Array(request[start..<min(start + 8_192, request.count)]))
          usleep(150_000)
        }
        #expect(try connection.answer().status == 200)
      }
    }

    @Test func `who does not read answers is cut off, and costs little until then`() async throws {
      let service = try SyncdProcess(Self.arguments)
      try await Threads.run {
        try service.start()
        let writer = try Connection(port: service.port)
        let guest = try GuestAccount(writer)
        let token = try writer.exchange(guest.caller.list(guest.place)).token
        let value = String(repeating: "a", count: 1_000_000)
        let request = guest.caller.update(
          guest.place, token: token, [Patch(key: "k", value: value)])
        #expect(try writer.exchange(request).status == 200)
        let before = service.openDescriptors
        let lazy = try (0..<3).map { _ in
          let connection = try Connection(port: service.port)
          for _ in 0..<12 { try connection.send(guest.caller.list(guest.place)) }
          return connection
        }
        #expect(Self.eventually { service.openDescriptors >= before + 3 })
        #expect(Self.eventually { service.openDescriptors <= before })
        #expect(service.residentMebibytes(peak: true) < 256)
        #expect(lazy.count == 3)
      }
    }

    @Test func `a million bytes of header are refused long before their end`() async throws {
      let service = try SyncdProcess(Self.arguments)
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        try connection.send("GET /health HTTP/1.1\r\n")
        for index in 0..<80 {
          try connection.send("X-\(index): \(String(repeating: "a", count: 1_000))\r\n")
        }
        #expect(try connection.answer().status == 400)
        let begin = ContinuousClock.now
        for index in 80..<1_000 {
          let line = "X-\(index): \(String(repeating: "a", count: 1_000))\r\n"
          do { try connection.send(line) } catch { break }
          usleep(5_000)
        }
        #expect(ContinuousClock.now - begin < .seconds(3))
        #expect(service.residentMebibytes(peak: true) < 120)
      }
    }

    /// Waits until `condition` holds, for 20 s at most.
    static func eventually(_ condition: () -> Bool) -> Bool {
      let end = ContinuousClock.now + .seconds(20)
      while ContinuousClock.now < end {
        if condition() { return true }
        usleep(20_000)
      }
      return false
    }
  }
}
