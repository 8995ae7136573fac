import FoundationEssentials
import SyncClient
import SyncCore
import Synchronization
import TestKit

/// A device in front of a fake service: its own store, its own clock, no waiting.
struct Bench: Sendable {
  static let pool = makePool()

  let folder: TemporaryDirectory
  let service: FakeService
  let manager: SyncManager
  let clock: TestClock

  init(
    service: FakeService = FakeService(pool: Bench.pool), folder: TemporaryDirectory? = nil,
    callbacks: SyncCallbacks = SyncCallbacks(), adoption: MergePolicy = .newerDeviceDate,
    skew: Int64 = 0,
    limits: SyncLimits = SyncLimits(), deviceName: String? = nil, relay: Relay? = nil,
    logins: @escaping CredentialsProvider.LoginSource = { [:] }
  ) throws {
    let folder = try folder ?? TemporaryDirectory()
    self.folder = folder
    self.service = service
    let clock = TestClock(service: service, skew: skew)
    self.clock = clock
    manager = try SyncManager(
      .init(
        pool: Bench.pool, region: "us-east-1",
        storePath: folder.file("device.sqlite"), callbacks: callbacks,
        adoption: adoption, limits: limits, deviceName: deviceName),
      transport: relay?.transport ?? service.transport,
      environment: clock.environment,
      logins: logins)
  }

  func dataset(_ name: String = "GameInfo") throws -> Dataset { try manager.dataset(name) }

  /// Returns the identity, obtained if need be.
  func identity() async throws -> IdentityID { try await manager.credentials.identity() }

  private static func makePool() -> IdentityPoolID {
    guard let pool = IdentityPoolID("us-east-1:b0b0") else {
      preconditionFailure("The pool is valid.")
    }
    return pool
  }
}

/// The service's time as a device with a wrong clock sees it; sleeping takes no time but is noted.
final class TestClock: Sendable {
  private let service: FakeService
  private let skew: Int64
  private let slept = Mutex<[Duration]>([])

  init(service: FakeService, skew: Int64) {
    self.service = service
    self.skew = skew
  }

  var pauses: [Duration] { slept.withLock { $0 } }

  var environment: SyncEnvironment {
    SyncEnvironment(
      now: { [self] in
        Timestamp(milliseconds: service.state.withLock(\.now).milliseconds + skew)
      },
      sleep: { [self] duration in
        slept.withLock { $0.append(duration) }
        try Task.checkCancellation()
        await Task.yield()
      }, random: { 0.5 })
  }

  /// Lets time pass.
  func advance(_ milliseconds: Int64) {
    service.state.withLock { $0.now = Timestamp(milliseconds: $0.now.milliseconds + milliseconds) }
  }
}
