import Foundation
import HTTPTypes
import Testing

extension RobustnessSuite {
  /// More clients than a service has any use for.
  @Suite(.serialized) struct CrowdTests {
    @Test func `thousands of idle connections cost little, and the others are served`()
      async throws
    {
      // The usual limit, which the program raises.
      let service = try SyncdProcess(limits: "ulimit -S -n 1024")
      try await Threads.run {
        let count = min(5_000, Self.raiseDescriptorLimit() - 1_000)
        try #require(count >= 2_000)
        try service.start()
        let before = service.openDescriptors
        var idle = try (0..<count).map { _ in try Connection(port: service.port) }
        #expect(
          SlowPeerTests.eventually { service.openDescriptors >= before + count })
        let connection = try Connection(port: service.port)
        let guest = try GuestAccount(connection)
        #expect(try connection.exchange(guest.caller.list(guest.place)).status == 200)
        #expect(try idle[count - 1].exchange(Self.health).status == 200)
        #expect(service.residentMebibytes() < 256)
        idle = []
        #expect(SlowPeerTests.eventually { service.openDescriptors < before + 16 })
        #expect(try connection.exchange(guest.caller.list(guest.place)).status == 200)
      }
    }

    @Test func `when descriptors run out it goes on, and recovers`() async throws {
      let service = try SyncdProcess(limits: "ulimit -n 100")
      try await Threads.run {
        try service.start()
        let served = try (0..<10).map { _ in try Connection(port: service.port) }
        for connection in served { #expect(try connection.exchange(Self.health).status == 200) }
        var waiting = try (0..<200).map { _ in try Connection(port: service.port) }
        #expect(SlowPeerTests.eventually { service.openDescriptors > 50 })
        for connection in served { #expect(try connection.exchange(Self.health).status == 200) }
        let guest = try GuestAccount(served[0])
        let token = try served[0].exchange(guest.caller.list(guest.place)).token
        let request = guest.caller.update(
          guest.place, token: token, [Patch(key: "k", value: "v")])
        #expect(try served[0].exchange(request).status == 200)
        waiting = []
        #expect(waiting.isEmpty)
        let late = try Connection(port: service.port)
        #expect(try late.exchange(Self.health).status == 200)
        #expect(service.end(with: SIGTERM) == .status(0))
      }
    }

    @Test func `64 clients that fight over one record lose nothing`() async throws {
      let service = try SyncdProcess(["--request-rate", "0"])
      try await Threads.run {
        try service.start()
        let guest = try GuestAccount(Connection(port: service.port))
        let port = service.port
        let results = try Threads.run(64) { _ in
          let connection = try Connection(port: port, patience: 60)
          return try (0..<20).map { _ in try Self.increment(guest, over: connection) }
        }
        let outcomes = results.flatMap { $0 }
        #expect(Set(outcomes).isSubset(of: ["200", "409 ResourceConflictException"]))
        let wins = outcomes.count { $0 == "200" }
        #expect(wins > 0 && wins < outcomes.count)
        let connection = try Connection(port: port)
        let end = try connection.exchange(guest.caller.list(guest.place))
        #expect(end.datasetCount == wins)
        #expect(end.records["n"] == StoredRecord(value: String(wins), count: wins))
        #expect(service.residentMebibytes(peak: true) < 160)
      }
    }

    /// Adds one to a number and returns how that went.
    private static func increment(
      _ guest: GuestAccount, over connection: Connection
    ) throws -> String {
      let listing = try connection.exchange(guest.caller.list(guest.place))
      let record = listing.records["n"]
      let number = (record?.value.flatMap { Int($0) } ?? 0) + 1
      let answer = try connection.exchange(
        guest.caller.update(
          guest.place, token: listing.token,
          [Patch(key: "n", value: String(number), count: record?.count ?? 0)]))
      return answer.errorType.map { "\(answer.status) \($0)" } ?? "\(answer.status)"
    }

    private static let health = Array("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".utf8)

    /// Lets this process have all the descriptors the system allows, and returns how many.
    private static func raiseDescriptorLimit() -> Int {
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      limit.rlim_cur = limit.rlim_max
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      return Int(clamping: min(limit.rlim_cur, 1_048_576))
    }
  }
}
