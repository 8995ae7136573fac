import HTTPTypes
import SyncClient
import SyncCore
import SyncTesting
import Synchronization
import Testing

@Suite struct RepetitionTests {
  /// The world of a device whose pauses are noted and whose clock can be set wrong.
  final class World: Sendable {
    private let noted = Mutex<[Duration]>([])
    private let skew = Mutex<Int64>(0)
    let chance: Double

    init(chance: Double = 0.5) { self.chance = chance }

    var pauses: [Duration] { noted.withLock { $0 } }

    func setWrong(byMinutes minutes: Int64) { skew.withLock { $0 = minutes * 60_000 } }

    func environment(on clock: TestClock) -> SyncEnvironment {
      SyncEnvironment(
        now: { [self] in
          Timestamp(milliseconds: clock.now.milliseconds + skew.withLock { $0 })
        },
        sleep: { [self] duration in noted.withLock { $0.append(duration) } },
        random: { [chance] in chance })
    }
  }

  static let operations = [
    "GetId", "GetCredentialsForIdentity", "ListRecords", "UpdateRecords", "ListDatasets",
  ]

  private static func run(_ device: TestDevice) async throws {
    try device.dataset.set("a", to: "1")
    _ = try await device.dataset.synchronize()
    try await device.manager.refreshDatasets()
  }

  /// Point C-044 of the checklist.
  @Test(arguments: [429, 500, 503], operations)
  func `a passing fault is repeated, never sooner than the service asks`(
    status: Int, operation: String
  ) async throws {
    for chance in [0, 0.999] {
      let world = World(chance: chance)
      let service = try await TestService()
      let device = try TestDevice(
        on: service, environment: world.environment(on: service.clock))
      device.line.inject(.answer(status: status, fields: ["Retry-After": "7"]), next: operation)
      device.line.inject(.answer(status: status), next: operation)
      try await Self.run(device)
      let pauses = world.pauses
      #expect(pauses.count == 2)
      #expect(pauses[0] >= .seconds(7))
      #expect(pauses[0] <= .milliseconds(7_100))
      #expect(pauses[1] <= .milliseconds(200))
      // Chance alone makes devices return at different times.
      #expect((pauses[1] == .zero) == (chance == 0))
      #expect(device.line.operations.count { $0 == operation } == 3)
    }
  }

  /// Point C-044 of the checklist.
  @Test(arguments: operations)
  func `a fault that stays is reported after three repetitions, with the service's pause`(
    operation: String
  ) async throws {
    let world = World()
    let service = try await TestService()
    let device = try TestDevice(on: service, environment: world.environment(on: service.clock))
    device.line.inject(
      .answer(status: 503, fields: ["Retry-After": "30"]), next: operation)
    for _ in 0..<3 {
      device.line.inject(
        .answer(status: 503, fields: ["Retry-After": "30"]), next: operation)
    }
    let error = await #expect(throws: SyncError.self) { try await Self.run(device) }
    #expect(error?.code == .serviceFault)
    #expect(error?.retry == .after(.seconds(30)))
    #expect(world.pauses.count == 3)
    #expect(world.pauses.allSatisfy { $0 >= .seconds(30) })
    #expect(device.line.operations.count { $0 == operation } == 4)
  }

  @Test func `being offline is reported at once`() async throws {
    let world = World()
    let service = try await TestService()
    let device = try TestDevice(on: service, environment: world.environment(on: service.clock))
    device.line.cut()
    #expect(await device.failure()?.code == .offline)
    #expect(world.pauses.isEmpty)
    #expect(device.line.operations == ["GetId"])
  }

  /// Point C-071 of the checklist.
  @Test func `a clock that is an hour behind costs one refused request`() async throws {
    let world = World()
    let service = try await TestService()
    let device = try TestDevice(on: service, environment: world.environment(on: service.clock))
    _ = try await device.dataset.synchronize()
    world.setWrong(byMinutes: -60)
    let before = device.line.operations.count
    try device.dataset.set("a", to: "1")
    _ = try await device.dataset.synchronize()
    _ = try await device.dataset.synchronize()
    #expect(
      device.line.operations[before...] == [
        "ListRecords", "ListRecords", "UpdateRecords", "ListRecords",
      ])
    #expect(world.pauses.isEmpty)
    #expect(try device.dataset.unsynchronizedCount() == 0)
  }

  /// Point C-071 of the checklist.
  @Test func `a clock that is an hour ahead costs at most new credentials`() async throws {
    let world = World()
    let service = try await TestService()
    let device = try TestDevice(on: service, environment: world.environment(on: service.clock))
    _ = try await device.dataset.synchronize()
    world.setWrong(byMinutes: 60)
    let before = device.line.operations.count
    try device.dataset.set("a", to: "1")
    _ = try await device.dataset.synchronize()
    #expect(
      device.line.operations[before...] == [
        "GetCredentialsForIdentity", "ListRecords", "UpdateRecords",
      ])
    #expect(try device.dataset.unsynchronizedCount() == 0)
  }

  @Test(.timeLimit(.minutes(10)))
  func `a stream is opened with the corrected clock too`() async throws {
    let world = World()
    let service = try await TestService()
    let device = try TestDevice(on: service, environment: world.environment(on: service.clock))
    _ = try await device.dataset.synchronize()
    world.setWrong(byMinutes: -60)
    let (states, continuation) = AsyncStream.makeStream(of: LiveStatus.self)
    let follower = Task {
      await device.manager.follow(device.dataset) { continuation.yield($0) }
    }
    #expect(await states.first { _ in true }?.isConnected == true)
    #expect(device.line.operations.suffix(2) == ["SubscribeToEvents", "SubscribeToEvents"])
    follower.cancel()
    await follower.value
  }

  @Test func `a refusal for the signature is not repeated when the clock is right`()
    async throws
  {
    let service = try await TestService()
    let device = try TestDevice(on: service)
    _ = try await device.dataset.synchronize()
    let before = device.line.operations.count
    device.line.inject(
      .answer(status: 403, fields: ["x-amzn-ErrorType": "InvalidSignatureException"]),
      next: "ListRecords")
    #expect(await device.failure()?.code == .notAuthorized)
    #expect(device.line.operations[before...] == ["ListRecords"])
  }
}
