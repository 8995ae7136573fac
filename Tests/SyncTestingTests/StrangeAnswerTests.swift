import SyncClient
import SyncCore
import SyncTesting
import Testing

/// What stands between a device and its service must neither count as success nor lose anything.
@Suite struct StrangeAnswerTests {
  static let html = ["Content-Type": "text/html"]

  static let answers: [(Fault, SyncError.Code)] = [
    (.captivePortal, .notTheService),
    (.answer(status: 200, body: "<html></html>"), .notTheService),
    (.answer(status: 200, body: ""), .notTheService),
    (.answer(status: 200, body: "{\"a\":"), .malformedAnswer),
    (.answer(status: 204), .notTheService),
    (.answer(status: 302, fields: ["Location": "http://portal.test/"]), .redirected),
    (.answer(status: 404, body: "<html>not here</html>", fields: html), .notTheService),
    (.answer(status: 403, body: "blocked by your network"), .notTheService),
    (.answer(status: 409, body: "", fields: html), .notTheService),
    (.answer(status: 511, body: "<html>sign in</html>", fields: html), .notTheService),
    (.answer(status: 502, body: "<html>bad gateway</html>", fields: html), .serviceFault),
    (.answer(status: 429, body: "slow down"), .throttled),
  ]

  @Test(
    arguments: answers,
    ["GetId", "GetCredentialsForIdentity", "ListRecords", "UpdateRecords"])
  func `an answer of something else is an honest failure, and the edit stays`(
    answer: (Fault, SyncError.Code), operation: String
  ) async throws {
    let service = try await TestService()
    let device = try TestDevice(on: service)
    try device.dataset.set("a", to: "1")
    // More often than anybody repeats it.
    for _ in 0..<4 { device.line.inject(answer.0, next: operation) }
    let error = await device.failure()
    #expect(error?.code == answer.1)
    #expect(error?.retry != .never)
    #expect(try device.dataset.values() == ["a": "1"])
    #expect(try device.dataset.unsynchronizedCount() == 1)
    device.line.heal()
    #expect(await device.failure() == nil)
    #expect(try device.dataset.unsynchronizedCount() == 0)
    #expect(try device.dataset.values() == ["a": "1"])
  }

  @Test(arguments: answers)
  func `a guest keeps its identity`(answer: (Fault, SyncError.Code)) async throws {
    let service = try await TestService()
    let device = try TestDevice(on: service)
    _ = try await device.dataset.synchronize()
    let identity = try await device.manager.credentials.identity()
    service.clock.advance(by: .seconds(7_200))
    for _ in 0..<4 { device.line.inject(answer.0, next: "GetCredentialsForIdentity") }
    #expect(await device.failure()?.code == answer.1)
    device.line.heal()
    _ = try await device.dataset.synchronize()
    #expect(try await device.manager.credentials.identity() == identity)
  }

  @Test(arguments: answers)
  func `a deletion is not done because something else says so`(
    answer: (Fault, SyncError.Code)
  ) async throws {
    let service = try await TestService()
    let device = try TestDevice(on: service, as: "ada")
    try device.dataset.set("a", to: "1")
    _ = try await device.dataset.synchronize()
    try device.dataset.delete()
    for _ in 0..<4 { device.line.inject(answer.0, next: "DeleteDataset") }
    // Whoever believes an empty 200 for a deletion is wrong: the service says what it deleted.
    #expect(await device.failure()?.code == answer.1)
    device.line.heal()
    _ = try await device.dataset.synchronize()
    let other = try TestDevice(on: service, as: "ada")
    _ = try await other.dataset.synchronize()
    #expect(try other.dataset.values().isEmpty)
  }

  @Test func `a portal's clock teaches nothing`() async throws {
    let service = try await TestService()
    let device = try TestDevice(on: service)
    _ = try await device.dataset.synchronize()
    let portal = Fault.answer(
      status: 200, body: "<html></html>",
      fields: ["Content-Type": "text/html", "Date": "Mon, 01 Jan 1990 00:00:00 GMT"])
    device.line.inject(portal, next: "ListRecords")
    #expect(await device.failure()?.code == .notTheService)
    let before = device.line.operations.count
    #expect(await device.failure() == nil)
    #expect(Array(device.line.operations[before...]) == ["ListRecords"])
  }

  @Test(.timeLimit(.minutes(10))) func `a portal is no stream of events`() async throws {
    let device = try TestDevice(on: await TestService())
    device.line.inject(.captivePortal, next: "SubscribeToEvents")
    let (states, continuation) = AsyncStream.makeStream(of: LiveStatus.self)
    let follower = Task {
      await device.manager.follow(device.dataset) { continuation.yield($0) }
    }
    guard case .disconnected(let error) = await states.first(where: { _ in true }) else {
      Issue.record("The portal's page was taken for a stream.")
      return
    }
    #expect(error.code == .notTheService)
    #expect(await states.first { $0.isConnected } != nil)
    follower.cancel()
    await follower.value
  }
}
