import Foundation
import HTTPTypes
import Testing

extension RobustnessSuite {
  /// A service that is told to stop.
  @Suite(.serialized) struct ShutdownTests {
    @Test func `told to stop under load, it answers what it took on and ends with 0`() async throws
    {
      let service = try SyncdProcess(["--request-rate", "0"])
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        let guests = try (0..<4).map { _ in try GuestAccount(connection) }
        var writers = (0..<16).map { KillWriter(guests[$0 % 4], name: "w\($0)") }
        for _ in 0..<10 {
          let port = service.port
          let started = writers
          writers = try Threads.run(writers.count + 1) { index -> KillWriter? in
            guard index < started.count else {
              usleep(.random(in: 50_000..<250_000))
              #expect(service.end(with: SIGTERM) == .status(0), "\(service.log)")
              return nil
            }
            var writer = started[index]
            writer.write(port: port)
            return writer
          }.compactMap { $0 }
          try service.start()
          let line = try Connection(port: service.port)
          for index in writers.indices {
            let guest = writers[index].guest
            writers[index].compare(try line.exchange(guest.caller.list(guest.place)).records)
            try writers[index].useOldTokens(over: line)
          }
        }
        #expect(writers.flatMap(\.faults).isEmpty, "\(writers.flatMap(\.faults).prefix(5))")
        #expect(writers.map(\.untold).reduce(0, +) == 0, "Commits were made and not answered.")
        #expect(writers.map(\.commits).reduce(0, +) > 100)
      }
    }

    @Test func `an answer under way arrives whole`() async throws {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        let guest = try GuestAccount(connection)
        let token = try connection.exchange(guest.caller.list(guest.place)).token
        let value = String(repeating: "a", count: 1_000_000)
        let request = guest.caller.update(
          guest.place, token: token, [Patch(key: "k", value: value)])
        #expect(try connection.exchange(request).status == 200)
        // More than the buffers between the two sides hold.
        for _ in 0..<4 { try connection.send(guest.caller.list(guest.place)) }
        #expect(try connection.answer().status == 200)
        service.signal(SIGTERM)
        usleep(300_000)
        let answers = (0..<3).compactMap { _ in try? connection.answer() }
        // Requests that were not begun may go unanswered; an answer that was begun is whole.
        #expect(answers.allSatisfy { $0.records["k"]?.value == value })
        #expect(service.ending() == .status(0))
      }
    }

    @Test func `idle connections, streams and half a request do not hold it up`() async throws {
      let service = try SyncdProcess(["--request-timeout", "2"])
      try await Threads.run {
        try service.start()
        let idle = try (0..<100).map { _ in try Connection(port: service.port) }
        let guest = try GuestAccount(idle[0])
        let stream = try Connection(port: service.port)
        try stream.send(
          guest.caller.request(
            .get, guest.place.path.replacing(/\/datasets.*/, with: "/events?dataset=prefs")))
        _ = try stream.read(through: "\r\n\r\n")
        let half = try Connection(port: service.port)
        try half.send("POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n")
        let begin = ContinuousClock.now
        #expect(service.end(with: SIGTERM) == .status(0), "\(service.log)")
        #expect(ContinuousClock.now - begin < .seconds(8))
        #expect(idle.allSatisfy { $0.isClosedByPeer() })
      }
    }

    @Test func `a reader of live events goes on after a kill where it was`() async throws {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        let first = try Connection(port: service.port)
        let guest = try GuestAccount(first)
        let target = guest.place.path.replacing(/\/datasets.*/, with: "/events?dataset=prefs")
        let stream = try Connection(port: service.port)
        try stream.send(guest.caller.request(.get, target))
        _ = try stream.read(through: "id: prefs:0")
        let one = try first.exchange(guest.caller.list(guest.place)).token
        let two = try first.exchange(guest.caller.list(guest.place)).token
        let commit = guest.caller.update(guest.place, token: one, [Patch(key: "a", value: "1")])
        #expect(try first.exchange(commit).status == 200)
        _ = try stream.read(through: "id: prefs:1")
        service.kill()
        #expect(throws: (any Error).self) { try stream.read(through: "id: prefs:2") }
        try service.start()
        let second = try Connection(port: service.port)
        let next = guest.caller.update(guest.place, token: two, [Patch(key: "b", value: "1")])
        #expect(try second.exchange(next).status == 200)
        let again = try Connection(port: service.port)
        try again.send(
          guest.caller.request(.get, target, fields: [("Last-Event-ID", "prefs:1")]))
        #expect(try again.read(through: "id: prefs:2").contains("id: prefs:2"))
      }
    }
  }
}
