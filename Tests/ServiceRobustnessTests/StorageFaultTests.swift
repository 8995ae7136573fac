import Foundation
import HTTPTypes
import Testing

extension RobustnessSuite {
  /// Disks that are full, read-only or damaged.
  @Suite(.serialized) struct StorageFaultTests {
    /// Mounts something on the data directory that this service alone sees.
    private static func mounted(_ command: String) -> String {
      #"""
      exec unshare -rm /bin/sh -c '\#(command) && exec "$0" "$@"' "$0" "$@"; exit 1; :
      """#
    }

    private static let canMount: Bool =
      (try? SyncdProcess.run(
        ["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /mnt"]))?.status == 0

    @Test(.enabled(if: canMount)) func `a full disk refuses writes until there is room again`()
      async throws
    {
      let service = try SyncdProcess(["--request-rate", "0"])
      service.limits = Self.mounted(
        "mkdir -p \(service.dataPath) && mount -t tmpfs -o size=6m none \(service.dataPath)")
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        let guest = try GuestAccount(connection)
        #expect(try Self.write(guest, over: connection, atMost: 2).commits == 2)
        let filler = "/proc/\(service.process)/root\(service.dataPath)/filler"
        #expect(try SyncdProcess.run(["dd", "if=/dev/zero", "of=\(filler)"]).status != 0)
        let filled = try Self.write(guest, over: connection, atMost: 3)
        #expect(filled.refusal?.errorType == "InternalErrorException")
        #expect(filled.refusal?.status == 500)
        #expect(service.log.contains("The disk of the data directory is full."))
        let listing = try connection.exchange(guest.caller.list(guest.place))
        #expect(listing.datasetCount == 2 + filled.commits)
        #expect(unlink(filler) == 0)
        #expect(try Self.write(guest, over: connection, atMost: 2).commits == 2)
        let end = try connection.exchange(guest.caller.list(guest.place))
        #expect(end.datasetCount == 4 + filled.commits)
        #expect(service.end(with: SIGTERM) == .status(0))
      }
    }

    @Test func `a file that may not grow refuses writes, and nothing acknowledged is lost`()
      async throws
    {
      let service = try SyncdProcess(
        ["--request-rate", "0"], limits: "trap '' XFSZ && ulimit -f 12288")
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        let guest = try GuestAccount(connection)
        let filled = try Self.fill(guest, over: connection)
        #expect(filled.refusal?.errorType == "InternalErrorException")
        #expect(try Self.stored(guest, over: connection) == filled.keys)
        service.kill()
        service.limits = ":"
        try service.start()
        let second = try Connection(port: service.port)
        #expect(try Self.stored(guest, over: second) == filled.keys)
        #expect(try Self.write(guest, over: second, atMost: 3).refusal == nil)
        #expect(service.end(with: SIGTERM) == .status(0))
      }
    }

    @Test(.enabled(if: canMount)) func `a read-only directory is named, and nothing is written`()
      async throws
    {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        #expect(service.end(with: SIGTERM) == .status(0))
        let before = try Self.contents(of: service.dataPath)
        let path = service.dataPath
        service.limits = Self.mounted(
          "mount --bind \(path) \(path) && mount -o remount,bind,ro \(path)")
        try service.launch()
        #expect(service.ending() == .status(1))
        #expect(service.log.contains("error: The data directory cannot be written."))
        #expect(service.log.contains("hint: "))
        #expect(try Self.contents(of: path) == before)
      }
    }

    /// What happens to a file, and where.
    private static let damages:
      [(file: String, name: String, change: @Sendable (inout Data) -> Void)] = [
        ("holds.sqlite", "other text", { $0 = Data(repeating: 0x2a, count: 4_096) }),
        ("holds.sqlite", "cut in half", { $0 = $0.prefix($0.count / 2) }),
        (
          "holds.sqlite", "a page of noise",
          { $0.replaceSubrange(8_192..<12_288, with: Data(repeating: 0xa5, count: 4_096)) }
        ),
        (
          "holds.sqlite", "noise in the first page",
          { $0.replaceSubrange(100..<400, with: Data(repeating: 0xa5, count: 300)) }
        ),
        ("secrets/keys.json", "empty", { $0 = Data() }),
        ("secrets/keys.json", "cut in half", { $0 = $0.prefix($0.count / 2) }),
        ("secrets/keys.json", "noise", { $0 = Data(repeating: 0xff, count: 600) }),
      ]

    @Test func `a damaged file is named, left as it is, and not served`() async throws {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        let guest = try GuestAccount(connection)
        _ = try Self.write(guest, over: connection, atMost: 3)
        #expect(service.end(with: SIGTERM) == .status(0))
        for damage in Self.damages {
          let file = URL(filePath: "\(service.dataPath)/\(damage.file)")
          let whole = try Data(contentsOf: file)
          var damaged = whole
          damage.change(&damaged)
          try damaged.write(to: file)
          let logged = service.log.count
          try service.launch()
          let name = "\(damage.file): \(damage.name)"
          #expect(service.ending() == .status(1), "\(name)")
          let words = String(service.log.dropFirst(logged))
          #expect(words.hasPrefix("error: ") && words.contains("hint: "), "\(name): \(words)")
          #expect(try Data(contentsOf: file) == damaged, "\(name)")
          try whole.write(to: file)
        }
        try service.start()
        let line = try Connection(port: service.port)
        #expect(try line.exchange(guest.caller.list(guest.place)).datasetCount == 3)
      }
    }

    @Test func `a second service does not disturb the first`() async throws {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        let guest = try GuestAccount(connection)
        let other = FileManager.default.temporaryDirectory.appending(path: "sr-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: other) }
        for (port, data) in [(0, service.dataPath), (service.port, other)] {
          let second = try SyncdProcess.run(
            [SyncdProcess.executable, "serve", "--listen", "127.0.0.1:\(port)", "--data", data])
          #expect(second.status == 1)
          #expect(second.output.hasPrefix("error: ") && second.output.contains("hint: "))
        }
        #expect(try Self.write(guest, over: connection, atMost: 3).commits == 3)
        #expect(service.end(with: SIGTERM) == .status(0))
      }
    }

    /// Replaces a large value until that is refused, and returns the refusal and the commits before.
    private static func write(
      _ guest: GuestAccount, over connection: Connection, atMost most: Int
    ) throws -> (commits: Int, refusal: Connection.Answer?) {
      var count = try connection.exchange(guest.caller.list(guest.place)).records["k"]?.count ?? 0
      let value = String(repeating: "abcdefgh", count: 50_000)
      for commits in 0..<most {
        let listing = try connection.exchange(guest.caller.list(guest.place, after: count))
        let answer = try connection.exchange(
          guest.caller.update(
            guest.place, token: listing.token, [Patch(key: "k", value: value, count: count)]))
        if answer.status == 500 { return (commits, answer) }
        #expect(answer.status == 200, "\(answer.json)")
        count = answer.records["k"]?.count ?? -1
      }
      return (most, nil)
    }

    private static func places(of guest: GuestAccount) -> [Caller.Place] {
      (0..<12).map { index in
        var place = guest.place
        place.dataset = "d\(index)"
        return place
      }
    }

    /// Adds large records until that is refused, and returns the refusal and the keys before.
    private static func fill(
      _ guest: GuestAccount, over connection: Connection
    ) throws -> (keys: Set<String>, refusal: Connection.Answer?) {
      let value = String(repeating: "abcdefgh", count: 62_500)
      var keys: Set<String> = []
      for (count, key) in ["a", "b"].enumerated() {
        for place in places(of: guest) {
          let token = try connection.exchange(guest.caller.list(place, after: count)).token
          let answer = try connection.exchange(
            guest.caller.update(place, token: token, [Patch(key: key, value: value)]))
          guard answer.status == 200 else { return (keys, answer) }
          keys.insert("\(place.dataset).\(key)")
        }
      }
      return (keys, nil)
    }

    /// Returns the keys that are stored.
    private static func stored(
      _ guest: GuestAccount, over connection: Connection
    ) throws -> Set<String> {
      let keys = try places(of: guest).flatMap { place in
        try connection.exchange(guest.caller.list(place)).records.keys.map {
          "\(place.dataset).\($0)"
        }
      }
      return Set(keys)
    }

    /// Returns the names and sizes of all files below a directory.
    private static func contents(of path: String) throws -> [String: Int] {
      let manager = FileManager.default
      return try manager.subpathsOfDirectory(atPath: path).reduce(into: [:]) { result, name in
        result[name] = try manager.attributesOfItem(atPath: "\(path)/\(name)")[.size] as? Int
      }
    }
  }
}
