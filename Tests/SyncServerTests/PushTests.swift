import CognitoWire
import HTTPTypes
import ServerStorage
import SyncCore
import SyncServer
import Testing

@Suite struct PushTests {
  /// Returns a service that knows nothing of what was changed in `store` before.
  private func service(
    _ receiver: StubReceiver, on store: any ServerStore
  ) async throws -> TestService {
    let webhook = receiver.webhook()
    return try await TestService(
      store: store,
      outlets: ServiceOutlets(
        push: PushApplications([Names.application: webhook, Names.appleApplication: webhook]),
        pacing: RetryPacing(first: .milliseconds(1), longest: .milliseconds(1))), seed: 8)
  }

  /// A pool with push for Android, and a guest whose dataset a device follows.
  private func followed() async throws -> (any ServerStore, Guest, DeviceID) {
    let store = MemoryServerStore()
    let service = try await TestService(store: store)
    let guest = try await service.guest()
    try await service.configure(guest.pool, push: [Names.application, Names.appleApplication])
    try await service.commit(guest, [patch("a", "1")])
    let device = try await service.register(guest, token: "g")
    try await service.subscribe(device, guest)
    return (store, guest, device)
  }

  private func recipient(_ message: JSONValue) -> String? {
    message["device"]?.text("deviceId")
  }

  @Test func `S-100 a commit is told to all who follow but its sender`() async throws {
    let receiver = StubReceiver()
    let (store, guest, android) = try await followed()
    let service = try await service(receiver, on: store)
    let apple = try await service.register(guest, .apple, token: "a")
    let stranger = try await service.register(guest, .google, token: "s")
    try await service.subscribe(apple, guest)
    try await service.running {
      try await service.commit(guest, [patch("b", "1")], from: android)
      let alone = await receiver.bodies(1)
      #expect(alone.map(recipient) == [apple.rawValue])
      try await service.commit(guest, [patch("c", "1")], from: stranger)
      let both = await receiver.bodies(2)
      #expect(Set(both.map(recipient)) == [android.rawValue, apple.rawValue])
      let texts = try #require(both.first { recipient($0) == android.rawValue })
      #expect(texts["data"]?.names.sorted() == Self.keys)
      #expect(texts["data"]?.text("source") == "cognito-sync")
      #expect(texts["data"]?.text("identityPoolId") == guest.pool.rawValue)
      #expect(texts["data"]?.text("identityId") == guest.identity.rawValue)
      #expect(texts["data"]?.text("datasetName") == "prefs")
      #expect(texts["data"]?.text("syncCount") == "3")
      #expect(texts["device"]?.text("token") == "g")
      let nested = try #require(both.first { recipient($0) == apple.rawValue })
      #expect(nested["aps"]?["content-available"] == .integer(1))
      #expect(nested["data"]?.names.sorted() == Self.keys)
      #expect(nested["data"]?["syncCount"] == .integer(3))
    }
  }

  private static let keys = [
    "datasetName", "identityId", "identityPoolId", "source", "syncCount",
  ]

  @Test func `S-100 a deletion is told too`() async throws {
    let receiver = StubReceiver()
    let (store, guest, _) = try await followed()
    let service = try await service(receiver, on: store)
    try await service.running {
      _ = try await service.call(DeleteDataset.self, guest.place(), as: guest.credentials)
      #expect(await receiver.bodies(1).map { $0["data"]?.text("syncCount") } == ["2"])
    }
  }

  @Test(arguments: [404, 410]) func `a device that is gone is told nothing more`(
    status: Int
  ) async throws {
    let receiver = StubReceiver { index, _ throws(Webhook.Failure) in
      Webhook.Reply(status: index == 0 ? status : 200)
    }
    let (store, guest, _) = try await followed()
    let service = try await service(receiver, on: store)
    try await service.running {
      try await service.commit(guest, [patch("b", "1")])
      _ = await receiver.bodies(1)
      let dataset = try guest.place()
      try await until { try await service.store.subscribers(of: dataset).isEmpty }
      let other = try await service.register(guest, token: "other")
      try await service.subscribe(other, guest)
      try await service.commit(guest, [patch("c", "1")])
      #expect(await receiver.bodies(1).map(recipient) == [other.rawValue])
    }
  }

  @Test func `a notification is tried again, and not forever`() async throws {
    let receiver = StubReceiver { index, _ throws(Webhook.Failure) in
      if index == 0 { throw .timedOut }
      return Webhook.Reply(status: index < 3 ? 503 : 200)
    }
    let (store, guest, _) = try await followed()
    let service = try await service(receiver, on: store)
    try await service.running {
      try await service.commit(guest, [patch("b", "1")])
      #expect(await receiver.bodies(3).map { $0["data"]?.text("syncCount") } == ["2", "2", "2"])
      try await service.commit(guest, [patch("c", "1")])
      #expect(await receiver.bodies(1).map { $0["data"]?.text("syncCount") } == ["3"])
    }
  }

  @Test func `a push service that hangs holds up no commit`() async throws {
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let receiver = StubReceiver { _, _ throws(Webhook.Failure) in
      for await _ in gate {}
      return Webhook.Reply(status: 200)
    }
    let (store, guest, _) = try await followed()
    let service = try await service(receiver, on: store)
    try await service.running {
      for index in 0..<100 { try await service.commit(guest, [patch("k\(index)", "v")]) }
      #expect(try await service.list(guest).datasetSyncCount == 101)
      opener.finish()
    }
  }
}
