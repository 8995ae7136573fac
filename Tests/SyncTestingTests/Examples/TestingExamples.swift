import SyncClient
import SyncCore
import SyncTesting
import Testing

/// The examples of what apps test themselves with.
@Suite(.timeLimit(.minutes(10))) struct TestingExamples {
  @Test func `a service within the test answers a device`() async throws {
    let folder = TemporaryFolder()
    let file = folder.path("sync.sqlite")
    let service = try await TestService()
    let manager = try SyncManager(
      service.configuration(storePath: file), transport: service.transport,
      environment: service.clock.environment())
    #expect(try await manager.credentials.identity().rawValue.hasPrefix(service.region))
    let keys = [service.developer.accessKeyID, service.developer.secretAccessKey]
    #expect(keys.allSatisfy { !$0.isEmpty })
  }

  @Test func `a user signs in`() async throws {
    let folder = TemporaryFolder()
    let file = folder.path("sync.sqlite")
    let service = try await TestService(clock: TestClock(SyncEnvironment.system.now()))
    let manager = try SyncManager(
      service.configuration(storePath: file), transport: service.transport,
      logins: { try await service.logins(of: "ada") })
    _ = try await manager.credentials.identity()
    #expect(try await manager.credentials.isAuthenticated())
  }

  @Test func `time passes as the test says`() async throws {
    let clock = TestClock()
    let service = try await TestService(clock: clock)
    clock.advance(by: .seconds(3_600))
    let before = clock.now
    service.clock.advance(by: .seconds(86_400))
    #expect(clock.now.milliseconds - before.milliseconds == 86_400_000)
  }

  @Test func `a clock may be wrong`() async throws {
    let folder = TemporaryFolder()
    let service = try await TestService()
    let configuration = service.configuration(storePath: folder.path("sync.sqlite"))
    let manager = try SyncManager(
      configuration, transport: service.transport,
      environment: service.clock.environment(skew: 3_600_000))
    _ = try await manager.dataset("Notes").synchronize()
  }

  @Test func `a stopped service is offline`() async throws {
    let app = try await ExampleApp()
    let (service, notes) = (app.service, app.notes)
    _ = try await notes.synchronize()
    try notes.set("milk", to: "2 bottles")
    do {
      await service.stop()
      let pending = try notes.pendingChanges()
      #expect(pending.count == 1)
    }
    #expect(await app.device.failure()?.code == .offline)
    await service.stop()
    try await service.start()
    #expect(try await notes.synchronize().pushedRecords == 1)
  }

  @Test func `an answer is lost and nothing is written twice`() async throws {
    let folder = TemporaryFolder()
    let service = try await TestService()
    let configuration = service.configuration(storePath: folder.path("sync.sqlite"))
    let line = FaultPlan()
    let manager = try SyncManager(
      configuration, transport: service.transport.injecting(line))
    line.inject(.loseReply, next: "UpdateRecords")
    let notes = try manager.dataset("Notes")
    try notes.set("milk", to: "2 bottles")
    _ = try await notes.synchronize()
    #expect(line.faultCount == 1)
    #expect(try notes.record(for: "milk")?.syncCount == 1)
  }

  @Test func `a line is disturbed and cut`() async throws {
    let app = try await ExampleApp()
    let (line, notes) = (app.line, app.notes)
    line.inject(.loseReply, at: 0)
    line.inject(.answer(status: 503, fields: ["Retry-After": "2"]), at: 1)
    _ = try await notes.synchronize()
    #expect(line.faultCount == 2)
    line.inject(.refusal("TooManyRequestsException", status: 429), next: "UpdateRecords")
    line.inject(.loseRequest, at: 2)
    line.inject(.captivePortal, next: "ListRecords")
    #expect(await app.device.failure()?.code == .notTheService)
    line.inject(anyOf: [.loseRequest, .loseReply, .duplicate], chance: 0.2)
    line.cut()
    try notes.set("milk", to: "2 bottles")
    #expect(await app.device.failure()?.code == .offline)
    line.heal()
    _ = try await notes.synchronize()
    #expect(try notes.pendingChanges().isEmpty)
  }

  @Test func `a transport is wrapped in another`() async throws {
    let app = try await ExampleApp()
    let (service, show) = (app.service, app.show)
    do {
      var transport = service.transport
      transport.send = { [send = transport.send] request, body throws(TransportError) in
        show("\(body.count) bytes")
        return try await send(request, body)
      }
      let device = try TestDevice(on: service, transport: transport)
      _ = try await device.dataset.synchronize()
    }
    #expect(await app.nextLine()?.hasSuffix(" bytes") == true)
    let line = FaultPlan()
    let transport = service.transport.injecting(line)
    line.inject(.duplicate, next: "UpdateRecords")
    let device = try TestDevice(on: service, transport: transport)
    try device.dataset.set("milk", to: "2 bottles")
    _ = try await device.dataset.synchronize()
    #expect(line.faultCount == 1)
  }

  @Test func `a transport may lead nowhere`() async throws {
    let app = try await ExampleApp()
    let tunnel = Transport(
      send: { _, _ throws(TransportError) in throw TransportError(.unreachable, "No signal.") },
      stream: { _ throws(TransportError) in throw TransportError(.unreachable, "No signal.") })
    let device = try TestDevice(on: app.service, transport: tunnel)
    #expect(await device.failure()?.code == .offline)
    let error = TransportError(.interrupted, "The line broke.")
    let wasNeverSent = error.code == .unreachable || error.code == .untrusted
    #expect(!wasNeverSent)
  }

  @Test func `time and chance are given`() async throws {
    let folder = TemporaryFolder()
    let service = try await TestService()
    let configuration = service.configuration(storePath: folder.path("sync.sqlite"))
    let transport = service.transport
    var environment = SyncEnvironment.system
    environment.now = { Timestamp(milliseconds: 1_800_000_000_000) }
    let manager = try SyncManager(configuration, transport: transport, environment: environment)
    try manager.dataset("Notes").set("milk", to: "2 bottles")
    #expect(try manager.pendingChanges().oldest == Timestamp(milliseconds: 1_800_000_000_000))
  }

  @Test func `a manager opens a dataset and brings it up to date`() async throws {
    let folder = TemporaryFolder()
    let service = try await TestService()
    let configuration = service.configuration(storePath: folder.path("sync.sqlite"))
    let transport = service.transport
    let manager = try SyncManager(configuration, transport: transport)
    let notes = try manager.dataset("Notes")
    try notes.set("milk", to: "2 bottles")
    _ = try await notes.synchronize()
    #expect(try manager.pendingChanges().isEmpty)
  }
}
