import CognitoWire
import Foundation
import HTTPTypes
import IdentityCore
import ServerStorage
import SyncCore
import SyncServer
import Synchronization
import Testing

@Suite struct StreamTests {
  @Test func `S-097 a message tells a commit with whole milliseconds`() async throws {
    let receiver = StubReceiver()
    let service = try await TestService(streaming: .webhook(receiver.webhook()))
    let guest = try await service.guest()
    try await service.configure(guest.pool, stream: "s")
    try await service.running {
      try await service.commit(guest, [patch("a", "1"), patch("b", nil)])
      _ = try await service.call(DeleteDataset.self, guest.place(), as: guest.credentials)
      let lines = await receiver.lines(2)
      let commit = lines[0]
      #expect(commit.text("dataSetName") == "prefs")
      #expect(commit.text("identityPoolId") == guest.pool.rawValue)
      #expect(commit.text("identityId") == guest.identity.rawValue)
      #expect(commit.text("operation") == "replace")
      #expect(commit.text("payloadType") == "Inline")
      #expect(commit["syncCount"] == .integer(1))
      #expect(commit["lastModifiedDate"] == .integer(1_800_000_000_000))
      guard case .array(let records) = commit["kinesisSyncRecords"] else {
        Issue.record("There are no records.")
        return
      }
      #expect(records.map { $0.text("key") } == ["a", "b"])
      #expect(records.map { $0.text("op") } == ["replace", "remove"])
      #expect(
        records.map { $0["lastModifiedDate"] } == [
          .integer(1_800_000_000_000), .integer(1_800_000_000_000),
        ])
      #expect(lines[1].text("operation") == "remove")
      #expect(lines[1]["syncCount"] == .integer(2))
    }
  }

  @Test func `commits are published in order, whatever fails meanwhile`() async throws {
    let receiver = StubReceiver { index, _ throws(Webhook.Failure) in
      if index % 3 == 0 { throw .unreachable("down") }
      return Webhook.Reply(status: index % 3 == 1 ? 503 : 200)
    }
    let seen = Mutex<[String]>([])
    let webhook = receiver.webhook()
    let inner = StreamSink.webhook(webhook)
    let sink = StreamSink { lines throws(StreamSink.Failure) in
      try await inner.publish(lines)
      seen.withLock { seen in
        seen += lines.compactMap { (try? JSONReader.read($0))?.text("dataSetName") }
      }
    }
    let service = try await TestService(streaming: sink)
    let guest = try await service.guest()
    try await service.configure(guest.pool, stream: "s")
    try await service.running {
      for index in 0..<9 { try await service.commit(guest, "d\(index)", [patch("k", "v")]) }
      try await until { seen.withLock(\.count) >= 9 }
    }
    // Nothing is lost and nothing overtakes; what is published twice stands beside itself.
    #expect(seen.withLock { $0 } == (0..<9).map { "d\($0)" })
  }

  @Test(arguments: [403, 404, 410])
  func `a stream whose sink is gone is switched off and forgets its queue`(
    status: Int
  ) async throws {
    let receiver = StubReceiver { _, _ throws(Webhook.Failure) in Webhook.Reply(status: status) }
    let store = MemoryServerStore()
    let service = try await TestService(streaming: .webhook(receiver.webhook()), store: store)
    let guest = try await service.guest()
    try await service.configure(guest.pool, stream: "s")
    try await service.running {
      try await service.commit(guest, [patch("a", "1")])
      try await until {
        try await service.configuration(of: guest.pool).streams?.status == .disabled
      }
      try await until { try await store.poolsWithQueuedCommits().isEmpty }
      try await service.commit(guest, [patch("b", "1")])
    }
    #expect(try await store.poolsWithQueuedCommits().isEmpty)
    #expect(try await service.configuration(of: guest.pool).streams?.streamName == "s")
    #expect(receiver.messageCount == 1)
  }

  @Test func `a stream that fails for a day is switched off`() async throws {
    let failing = StreamSink { _ throws(StreamSink.Failure) in throw .unavailable("down") }
    let service = try await TestService(streaming: failing)
    let guest = try await service.guest()
    try await service.configure(guest.pool, stream: "s")
    try await service.commit(guest, [patch("a", "1")])
    service.clock.advance(bySeconds: 24 * 3_600)
    try await service.running {
      try await until {
        try await service.configuration(of: guest.pool).streams?.status == .disabled
      }
    }
  }

  @Test func `one slow sink does not hold up another pool`() async throws {
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let slow = StreamSink { _ throws(StreamSink.Failure) in for await _ in gate {} }
    let receiver = StubReceiver()
    let service = try await TestService(
      outlets: ServiceOutlets(
        streams: StreamSinks(named: ["slow": slow, "fast": .webhook(receiver.webhook())])))
    let guest = try await service.guest()
    let pool = try await service.call(
      CreateIdentityPool.self,
      .init(name: "other", allowsGuests: true), as: TestService.developer
    ).id
    let identity = try await service.call(GetID.self, GetID.Input(pool: pool), as: nil)
    let other = Guest(
      pool: pool, identity: identity, credentials: try await service.credentials(for: identity))
    try await service.configure(guest.pool, stream: "slow")
    try await service.configure(pool, stream: "fast")
    try await service.running {
      try await service.commit(guest, [patch("a", "1")])
      try await service.commit(other, [patch("a", "1")])
      #expect(await receiver.lines(1).map { $0.text("dataSetName") } == ["prefs"])
      opener.finish()
    }
  }

  @Test func `what was not published before a restart is published after it`() async throws {
    let directory = try ServerProgram.temporaryDirectory()
    let store = try SQLiteServerStore(DataDirectory(directory.path))
    let failing = StreamSink { _ throws(StreamSink.Failure) in throw .unavailable("down") }
    let service = try await TestService(streaming: failing, store: store)
    let guest = try await service.guest()
    try await service.configure(guest.pool, stream: "s")
    try await service.running {
      for name in ["a", "b", "c"] { try await service.commit(guest, name, [patch("k", "v")]) }
    }
    await store.close()
    let reopened = try SQLiteServerStore(DataDirectory(directory.path))
    let receiver = StubReceiver()
    let again = try await TestService(
      streaming: .webhook(receiver.webhook()), store: reopened, seed: 8)
    try await again.running {
      #expect(await receiver.lines(3).map { $0.text("dataSetName") } == ["a", "b", "c"])
      try await until { try await reopened.poolsWithQueuedCommits().isEmpty }
    }
    await reopened.close()
    try FileManager.default.removeItem(at: directory)
  }

  @Test func `a file gets whole lines, also after a crash`() async throws {
    let directory = try ServerProgram.temporaryDirectory()
    let path = directory.appending(path: "streams/s.jsonl").path
    let file = LineFile(path)
    try await file.append([Array("one".utf8), Array("two".utf8)])
    #expect(
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("half a li".utf8))
    try handle.close()
    try await file.append([Array("three".utf8)])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "one\ntwo\nthree\n")
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    try await file.append([Array("four".utf8)])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "four\n")
    try Data("no line at all".utf8).write(to: URL(filePath: path))
    try await file.append([Array("five".utf8)])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "five\n")
    try FileManager.default.removeItem(at: directory)
  }

  @Test func `a stream that nobody named becomes a file, and its name stays in its place`()
    async throws
  {
    let directory = try ServerProgram.temporaryDirectory()
    let service = try await TestService(
      outlets: ServiceOutlets(streams: StreamSinks(directory: directory.path)))
    let guest = try await service.guest()
    try await service.configure(guest.pool, stream: "../out of/here")
    let path = directory.appending(path: "..%2Fout%20of%2Fhere.jsonl").path
    try await service.running {
      try await service.commit(guest, [patch("a", "1")])
      try await until { FileManager.default.fileExists(atPath: path) }
      try await until {
        try String(contentsOfFile: path, encoding: .utf8).hasSuffix("\n")
      }
    }
    let line = try Array(Data(contentsOf: URL(filePath: path)))
    #expect(try JSONReader.read(line).text("dataSetName") == "prefs")
    try FileManager.default.removeItem(at: directory)
  }

  @Test func `a message beyond a mebibyte names a place where it is for a day`() async throws {
    let directory = try ServerProgram.temporaryDirectory()
    let receiver = StubReceiver()
    let service = try await TestService(
      streaming:
        .webhook(receiver.webhook()), payloads: PayloadFiles(directory: directory.path))
    let guest = try await service.guest()
    try await service.configure(guest.pool, stream: "s")
    let value = String(repeating: "\n", count: 900_000)
    try await service.running {
      try await service.commit(guest, [patch("a", value)])
      let message = try #require(await receiver.lines(1).first)
      #expect(message.text("payloadType") == "S3Url")
      #expect(message["kinesisSyncRecords"] == nil)
      let url = try #require(message.text("kinesisSyncRecordsURL"))
      #expect(url.hasPrefix("http://localhost/streams/payloads/"))
      let path = String(url.dropFirst("http://localhost".count))
      let payload = try await service.send(.get, path)
      #expect(payload.status == 200)
      guard case .array(let records) = payload.json["kinesisSyncRecords"] else {
        Issue.record("There are no records.")
        return
      }
      #expect(records.map { $0.text("value") } == [value])
      #expect(try await service.send(.get, path.dropLast() + "0").status == 404)
      #expect(try await service.send(.get, "/streams/payloads/..%2Fx").status == 404)
      service.clock.advance(bySeconds: 24 * 3_600)
      #expect(try await service.send(.get, path).status == 404)
    }
    let files = PayloadFiles(directory: directory.path)
    try await files.sweep(at: service.clock.now)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
    try FileManager.default.removeItem(at: directory)
  }
}
