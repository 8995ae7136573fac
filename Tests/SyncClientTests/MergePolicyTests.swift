import CognitoWire
import SyncCore
import Synchronization
import Testing

@testable import SyncClient

/// What becomes of records whose identity goes up in another one.
@Suite struct MergePolicyTests {
  private static let login = ["accounts": "anna"]

  /// Keeps the primary and sets apart what differs from it.
  private static let policy = MergePolicy(
    { primary, merged in primary == nil ? merged.value : nil },
    setApart: { primary, merged in
      guard let primary, primary.value != merged.value, let value = merged.value,
        let dataset = DatasetName("Device")
      else { return nil }
      return DeviceRecord(dataset: dataset, key: merged.key, value: value)
    })

  private static func bench() throws -> Bench {
    var callbacks = SyncCallbacks()
    callbacks.onDatasetsMerged = { _ in .mergeIntoPrimary(policy) }
    return try Bench(callbacks: callbacks, adoption: policy)
  }

  /// Signs in, writes, signs out, and writes again as somebody whom nobody knows.
  private static func returning(_ bench: Bench, asGuest hasIdentity: Bool) async throws {
    try await bench.manager.credentials.setLogins { login }
    try bench.dataset().set(["board": "member", "same": "1"])
    _ = try await bench.dataset().synchronize()
    try await bench.manager.credentials.clear()
    try bench.dataset().set(["board": "guest", "same": "1", "new": "2"])
    if hasIdentity { _ = try await bench.dataset().synchronize() }
    try await bench.manager.credentials.setLogins { login }
  }

  @Test(arguments: [true, false])
  func `what is not chosen is set apart on the device`(hasIdentity: Bool) async throws {
    let bench = try Self.bench()
    try await Self.returning(bench, asGuest: hasIdentity)
    _ = try await bench.dataset().synchronize()
    #expect(try bench.dataset().values() == ["board": "member", "same": "1", "new": "2"])
    #expect(try bench.manager.deviceDataset("Device").values() == ["board": "guest"])
  }

  @Test(arguments: [true, false])
  func `a record that the device has already is not replaced`(hasIdentity: Bool) async throws {
    let bench = try Self.bench()
    let device = try bench.manager.deviceDataset("Device")
    try device.set("board", to: "mine")
    try await Self.returning(bench, asGuest: hasIdentity)
    _ = try await bench.dataset().synchronize()
    #expect(try device.values() == ["board": "mine"])
  }

  @Test func `B-44 a policy compares with what the account has, also on a new device`() async throws
  {
    let service = FakeService(pool: Bench.pool)
    let member = try Bench(service: service, logins: { Self.login })
    try member.dataset().set("level", to: "member's")
    _ = try await member.dataset().synchronize()
    let asked = Mutex<[MergedDatasets]>([])
    var callbacks = SyncCallbacks()
    callbacks.onDatasetsMerged = { report in
      asked.withLock { $0.append(report) }
      return .mergeIntoPrimary(.keepPrimary)
    }
    let guest = try Bench(service: service, callbacks: callbacks)
    guest.clock.advance(60_000)
    try guest.dataset().set(["level": "guest's", "new": "1"])
    _ = try await guest.dataset().synchronize()
    try await guest.manager.credentials.setLogins { Self.login }
    _ = try await guest.dataset().synchronize()
    #expect(try guest.dataset().values() == ["level": "member's", "new": "1"])
    #expect(asked.withLock { $0.count } == 1)
  }

  @Test func `a merged dataset that another device deleted first is forgotten here, too`()
    async throws
  {
    let service = FakeService(pool: Bench.pool)
    let member = try Bench(service: service, logins: { Self.login })
    try member.dataset().set("a", to: "1")
    _ = try await member.dataset().synchronize()
    let guest = try Bench(service: service)
    try guest.dataset().set("b", to: "2")
    _ = try await guest.dataset().synchronize()
    try await guest.manager.credentials.setLogins { Self.login }
    service.state.withLock { state in
      state.fault = { $0 == "DeleteDataset" ? .unreachable : nil }
    }
    _ = try await guest.dataset().synchronize()
    #expect(try guest.manager.datasets().count == 2)
    service.state.withLock { state in state.fault = { _ in nil } }
    _ = try await member.dataset().synchronize()
    _ = try await guest.dataset().synchronize()
    #expect(try guest.manager.datasets().map(\.name.rawValue) == ["GameInfo"])
    #expect(try guest.dataset().values() == ["a": "1", "b": "2"])
  }
}
