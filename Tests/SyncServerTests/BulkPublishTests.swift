import CognitoWire
import Foundation
import HTTPTypes
import ServerStorage
import SyncCore
import SyncServer
import Testing

@Suite struct BulkPublishTests {
  @Test func `S-098 one bulk publish at a time, and one success a day`() async throws {
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let receiver = StubReceiver()
    let inner = StreamSink.webhook(receiver.webhook())
    let sink = StreamSink { lines throws(StreamSink.Failure) in
      for await _ in gate {}
      try await inner.publish(lines)
    }
    let service = try await TestService(streaming: sink)
    let guest = try await service.guest()
    func publish() async throws -> IdentityPoolID {
      try await service.call(BulkPublish.self, guest.pool, as: TestService.developer)
    }
    let off = await refusal { try await publish() }
    #expect(off?.code == .invalidParameter)
    for name in ["a", "b"] { try await service.commit(guest, name, [patch("k", "v")]) }
    try await service.configure(guest.pool, stream: "s")
    #expect(try await service.bulkPublish(of: guest.pool).status == .notStarted)
    try await service.running {
      #expect(try await publish() == guest.pool)
      #expect(await refusal { try await publish() }?.code == .duplicateRequest)
      let running = try await service.bulkPublish(of: guest.pool)
      #expect(running.status == .inProgress)
      #expect(running.started == service.clock.now)
      #expect(running.completed == nil)
      opener.finish()
      #expect(await receiver.lines(2).map { $0.text("dataSetName") } == ["a", "b"])
      try await until { try await service.bulkPublish(of: guest.pool).status != .inProgress }
      let done = try await service.bulkPublish(of: guest.pool)
      #expect(done.status == .succeeded)
      #expect(done.completed == service.clock.now)
      let again = await refusal { try await publish() }
      #expect(again?.code == .alreadyStreamed)
      #expect(again?.status == 400)
      service.clock.advance(bySeconds: 24 * 3_600 + 1)
      _ = try await publish()
    }
  }

  @Test func `a bulk publish that fails says why and may be tried again`() async throws {
    let gone = StreamSink { _ throws(StreamSink.Failure) in throw .gone("It was torn down.") }
    let service = try await TestService(streaming: gone)
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    try await service.configure(guest.pool, stream: "s")
    try await service.running {
      for _ in 0..<2 {
        _ = try await service.call(BulkPublish.self, guest.pool, as: TestService.developer)
        try await until { try await service.bulkPublish(of: guest.pool).status == .failed }
        #expect(
          try await service.bulkPublish(of: guest.pool).failureMessage == "It was torn down.")
      }
    }
  }

  @Test func `a bulk publish goes on after a restart`() async throws {
    let directory = try ServerProgram.temporaryDirectory()
    let store = try SQLiteServerStore(DataDirectory(directory.path))
    let receiver = StubReceiver()
    let service = try await TestService(streaming: .webhook(receiver.webhook()), store: store)
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    try await service.configure(guest.pool, stream: "s")
    // Nothing runs beside the requests: it is as if the service ended right after the answer.
    _ = try await service.call(BulkPublish.self, guest.pool, as: TestService.developer)
    await store.close()
    let reopened = try SQLiteServerStore(DataDirectory(directory.path))
    let again = try await TestService(
      streaming: .webhook(receiver.webhook()), store: reopened, seed: 8)
    try await again.running {
      #expect(await receiver.lines(1).map { $0.text("dataSetName") } == ["prefs"])
      try await until { try await again.bulkPublish(of: guest.pool).status == .succeeded }
    }
    await reopened.close()
    try FileManager.default.removeItem(at: directory)
  }
}
