import Foundation
import HTTPTypes
import Testing

extension RobustnessSuite {
  /// Bodies that are huge, broken or made to be expensive, from callers with valid signatures.
  @Suite(.serialized) struct HostileBodyTests {
    private static let mebibyte = 1_048_576
    private static let limit = 16 * mebibyte
    private static let start = #"{"SyncSessionToken":"x","RecordPatches":["#

    private static let broken: [[UInt8]] =
      [
        "", "{", "nope", "[]", "\"x\"", #"{"a":1e999}"#, #"{"a":"\#u{0}"}"#, #"{"a":"\ud800"}"#,
        #"{"SyncSessionToken":5}"#, #"{"SyncSessionToken":"x","RecordPatches":{}}"#,
        #"{"SyncSessionToken":"x","RecordPatches":[5]}"#, "\u{feff}{}",
        String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
        String(repeating: "[{\"a\":", count: 100_000),
      ].map { Array($0.utf8) } + [
        Array(#"{"a":""#.utf8) + [0xff, 0xfe] + Array(#""}"#.utf8),
        Array(#"{""#.utf8) + [0xc0, 0x80] + Array(#"":1}"#.utf8), [0xff], [0],
      ]

    @Test func `broken texts are refused, and the connection goes on`() async throws {
      let service = try SyncdProcess(["--request-rate", "0"])
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port)
        let guest = try GuestAccount(connection)
        for body in Self.broken {
          let answer = try connection.exchange(
            guest.caller.request(.post, guest.place.path, body: body))
          let text = String(decoding: body.prefix(60), as: UTF8.self)
          #expect(answer.status == 400, "\(text)")
          #expect(answer.errorType == "InvalidParameterException", "\(text)")
          #expect((answer.json["message"] as? String)?.isEmpty == false, "\(text)")
        }
        #expect(try connection.exchange(guest.caller.list(guest.place)).status == 200)
        #expect(service.residentMebibytes(peak: true) < 160)
      }
    }

    @Test func `16 MiB are read and judged, a byte more is refused, and the connection goes on`()
      async throws
    {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port, patience: 60)
        let guest = try GuestAccount(connection)
        let token = try connection.exchange(guest.caller.list(guest.place)).token
        let body = Self.manyValues(token)
        let judged = try connection.exchange(
          guest.caller.request(.post, guest.place.path, body: body))
        #expect(judged.errorType == "LimitExceededException")
        #expect(judged.status == 400)
        let refused = try connection.exchange(
          guest.caller.request(.post, guest.place.path, body: body + [0x20]))
        #expect(refused.errorType == "InvalidParameterException")
        #expect(refused.status == 400)
        let listing = try connection.exchange(guest.caller.list(guest.place))
        #expect(listing.datasetCount == 0)
        let request = guest.caller.update(
          guest.place, token: token, [Patch(key: "k", value: "v")])
        #expect(try connection.exchange(request).status == 200)
      }
    }

    @Test func `many tiny values take neither time nor memory`() async throws {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        let connection = try Connection(port: service.port, patience: 60)
        let guest = try GuestAccount(connection)
        for value in ["[]", "[0]", "0", #"{"":0}"#] {
          let unit = value + ","
          let count = (Self.limit - 64) / unit.utf8.count
          let body = Array(
            "\(Self.start)\(String(repeating: unit, count: count))\(value)]}".utf8)
          let begin = ContinuousClock.now
          let answer = try connection.exchange(
            guest.caller.request(.post, guest.place.path, body: body))
          #expect(answer.errorType == "InvalidParameterException")
          #expect(ContinuousClock.now - begin < .seconds(10))
        }
        #expect(service.residentMebibytes(peak: true) < 320)
      }
    }

    @Test func `many huge bodies at once are taken in turn`() async throws {
      let service = try SyncdProcess()
      try await Threads.run {
        try service.start()
        let first = try Connection(port: service.port)
        let guest = try GuestAccount(first)
        let token = try first.exchange(guest.caller.list(guest.place)).token
        let request = guest.caller.request(
          .post, guest.place.path, body: Self.manyValues(token))
        let port = service.port
        let answers = try Threads.run(10) { _ in
          try Connection(port: port, patience: 120).exchange(request).errorType
        }
        #expect(answers.count == 10)
        #expect(
          Set(answers).isSubset(of: ["LimitExceededException", "TooManyRequestsException"]))
        #expect(answers.contains("LimitExceededException"))
        #expect(service.residentMebibytes(peak: true) < 768)
        #expect(try first.exchange(guest.caller.list(guest.place)).status == 200)
        #expect(service.end(with: SIGTERM) == .status(0))
      }
    }

    /// Returns 16 MiB of replacements, more than a dataset may hold.
    private static func manyValues(_ token: String) -> [UInt8] {
      let value = String(repeating: "a", count: 1_000_000)
      let patches = (0..<16).map {
        #"{"Op":"replace","Key":"k\#($0)","Value":"\#(value)","SyncCount":0}"#
      }
      let text =
        #"{"SyncSessionToken":"\#(token)","RecordPatches":[\#(patches.joined(separator: ","))]}"#
      return Array(text.utf8) + Array(repeating: 0x20, count: limit - text.utf8.count)
    }
  }
}
