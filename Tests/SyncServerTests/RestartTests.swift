import CognitoWire
import Foundation
import HTTPTypes
import ServerStorage
import SyncCore
import Testing

/// What a restart leaves as it was.
@Suite struct RestartTests {
  /// A service on a directory, and the same one started again.
  private struct Scene {
    let directory: URL
    private(set) var store: SQLiteServerStore
    private(set) var service: TestService

    init() async throws {
      directory = try ServerProgram.temporaryDirectory()
      store = try SQLiteServerStore(DataDirectory(directory.path))
      service = try await TestService(store: store)
    }

    mutating func restart() async throws {
      await store.close()
      store = try SQLiteServerStore(DataDirectory(directory.path))
      service = try await TestService(store: store, seed: 8)
    }

    func end() async throws {
      await store.close()
      try FileManager.default.removeItem(at: directory)
    }
  }

  @Test func `a session goes on, spent or not`() async throws {
    var scene = try await Scene()
    let guest = try await scene.service.guest()
    let spent = try await scene.service.list(guest).sessionToken
    try await scene.service.commit(guest, [patch("a", "1")], token: spent)
    let fresh = try await scene.service.list(guest, since: 1).sessionToken
    try await scene.restart()
    let service = scene.service
    let error = await refusal {
      try await service.commit(guest, [patch("b", "1")], token: spent)
    }
    #expect(error?.message == "SyncSessionToken not valid for these inputs")
    #expect(try await service.commit(guest, [patch("b", "1")], token: fresh).count == 1)
    try await scene.end()
  }

  @Test func `devices, subscriptions and settings stay`() async throws {
    var scene = try await Scene()
    let guest = try await scene.service.guest()
    try await scene.service.configure(guest.pool, push: [Names.application], stream: "s")
    try await scene.service.setTrigger(Names.function, of: guest.pool)
    var owner = guest
    owner.credentials = TestService.developer
    try await scene.service.commit(owner, [patch("a", "1")])
    let device = try await scene.service.register(guest)
    try await scene.service.subscribe(device, guest)
    try await scene.restart()
    let service = scene.service
    #expect(try await service.register(guest) == device)
    let followed = try await service.store.subscriptions(
      of: device, identity: guest.identity, in: guest.pool)
    #expect(followed == [try name("prefs")])
    let configuration = try await service.configuration(of: guest.pool)
    #expect(configuration.pushSync?.applicationARNs == [Names.application])
    #expect(configuration.streams?.status == .enabled)
    #expect(
      try await service.call(GetCognitoEvents.self, guest.pool, as: TestService.developer)
        == Names.function)
    try await scene.end()
  }

  @Test func `reported events and counted sessions stay`() async throws {
    var scene = try await Scene()
    let guest = try await scene.service.guest()
    let event = PutEvents.Event(
      type: "tap", json: #"{"eventType":"tap","timestamp":"2026-08-01T12:00:00.000Z"}"#)
    _ = try await scene.service.call(
      PutEvents.self, PutEvents.Input(appID: "app", events: [event]), as: guest.credentials)
    let service = scene.service
    try await service.running { _ = try await service.list(guest) }
    try await scene.restart()
    let events = try await scene.service.call(
      ListEvents.self, AnalyticsQuery(limit: 10), as: TestService.developer
    ).events
    #expect(events.map(\.event.type) == ["tap"])
    let usage = try await scene.service.call(
      DescribeIdentityPoolUsage.self, guest.pool, as: TestService.developer)
    #expect(usage.sessionCount == 1)
    try await scene.end()
  }

  @Test func `a reader of events goes on where it was`() async throws {
    var scene = try await Scene()
    let guest = try await scene.service.guest()
    for key in ["a", "b"] { try await scene.service.commit(guest, [patch(key, "1")]) }
    try await scene.restart()
    var missed = try await LiveReader(scene.service, guest, last: "prefs:1")
    #expect(await missed.next() == ": open\n\n" + missed.event("prefs", 2))
    var current = try await LiveReader(scene.service, guest, last: "prefs:2")
    #expect(await current.next() == ": open\n\n")
    try await scene.service.commit(guest, [patch("c", "1")])
    #expect(await current.next() == current.event("prefs", 3))
    try await scene.end()
  }
}
