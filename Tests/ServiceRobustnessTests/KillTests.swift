import Foundation
import Testing

extension RobustnessSuite {
  /// A service that dies in its tracks.
  @Suite(.serialized) struct KillTests {
    private static let kills = 200
    private static let datasets = 4
    private static let writersPerDataset = 3

    @Test(.timeLimit(.minutes(5)))
    func `killed 200 times under load, it keeps what it acknowledged and no half of the rest`()
      async throws
    {
      let service = try SyncdProcess(["--request-rate", "0"])
      let report = try await Threads.run { try Self.killAgainAndAgain(service) }
      #expect(report.faults.isEmpty, "\(report.faults.prefix(10))")
      #expect(report.commits > Self.kills)
      #expect(service.end(with: SIGTERM) == .status(0))
      let check = try SyncdProcess.run(
        ["sqlite3", "\(service.dataPath)/holds.sqlite", "PRAGMA integrity_check"])
      #expect(check.output == "ok\n")
    }

    private struct Report: Sendable {
      var commits = 0
      var faults: [String] = []
    }

    private static func killAgainAndAgain(_ service: SyncdProcess) throws -> Report {
      try service.start()
      let connection = try Connection(port: service.port)
      var writers: [KillWriter] = []
      for dataset in 0..<datasets {
        let guest = try GuestAccount(connection)
        writers += (0..<writersPerDataset).map { KillWriter(guest, name: "w\(dataset).\($0)") }
      }
      for cycle in 1...kills {
        writers = try kill(service, under: writers)
        if cycle.isMultiple(of: 8) {
          // Dying while starting up is a crash like any other.
          try service.launch()
          usleep(.random(in: 0..<80_000))
          service.kill()
        }
        try service.start()
        writers = try check(writers, port: service.port)
        let faults = writers.flatMap(\.faults)
        guard faults.isEmpty else { return Report(faults: ["cycle \(cycle)"] + faults) }
      }
      return Report(commits: writers.map(\.commits).reduce(0, +))
    }

    /// Lets all write at once and kills the service at some moment.
    private static func kill(
      _ service: SyncdProcess, under writers: [KillWriter]
    ) throws -> [KillWriter] {
      let port = service.port
      return try Threads.run(writers.count + 1) { index -> KillWriter? in
        guard index < writers.count else {
          usleep(.random(in: 0..<60_000))
          service.kill()
          return nil
        }
        var writer = writers[index]
        writer.write(port: port)
        return writer
      }.compactMap { $0 }
    }

    /// Compares every dataset with what its writers know, and uses their tokens.
    private static func check(_ writers: [KillWriter], port: Int) throws -> [KillWriter] {
      try Threads.run(datasets) { dataset -> [KillWriter] in
        let connection = try Connection(port: port)
        var mine = Array(writers[(dataset * writersPerDataset)...].prefix(writersPerDataset))
        let guest = mine[0].guest
        let before = try connection.exchange(guest.caller.list(guest.place))
        for index in mine.indices {
          mine[index].compare(before.records)
          try mine[index].useOldTokens(over: connection)
        }
        let after = try connection.exchange(guest.caller.list(guest.place))
        for index in mine.indices { mine[index].compare(after.records) }
        let commits = mine.map(\.commits).reduce(0, +)
        if after.datasetCount != commits {
          mine[0].note("count \(after.datasetCount) after \(commits) commits")
        }
        return mine
      }.flatMap { $0 }
    }
  }
}
