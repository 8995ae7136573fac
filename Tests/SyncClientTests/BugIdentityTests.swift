import CognitoWire
import SyncCore
import Synchronization
import TestKit
import Testing

@testable import SyncClient

/// Changes of identity that lost, mixed or stuck what the originals held (cognito-sync.md 7.3, 7.4).
@Suite struct BugIdentityTests {
  private static let login = ["login.example.com": "anna"]

  /// A device that was Anna's, then a guest's, and becomes Anna's again, both with edits waiting.
  private static func returning() async throws -> (Bench, guest: IdentityID) {
    let bench = try Bench()
    try await bench.manager.credentials.setLogins { login }
    try bench.dataset().set(["both": "member", "same": "1"])
    _ = try await bench.dataset().synchronize()
    try bench.dataset().set("hers", to: "pending")
    try await bench.manager.credentials.clear()
    bench.clock.advance(1_000)
    try bench.dataset().set(["both": "guest", "same": "1"])
    _ = try await bench.dataset().synchronize()
    try bench.dataset().set("theirs", to: "pending")
    let guest = try await bench.identity()
    try await bench.manager.credentials.setLogins { login }
    return (bench, guest)
  }

  @Test
  func `C-065 B-40 a guest's datasets and a known identity's of the same names are both kept`()
    async throws
  {
    let (bench, guest) = try await Self.returning()
    bench.service.state.withLock { $0.fault = { $0 == "ListRecords" ? .unreachable : nil } }
    await #expect(throws: SyncError.self) { try await bench.dataset().synchronize() }
    let merged = "GameInfo.\(guest)"
    #expect(try bench.manager.datasets().map(\.name.rawValue) == ["GameInfo", merged])
    #expect(
      try bench.dataset().values() == ["both": "member", "same": "1", "hers": "pending"])
    #expect(try bench.dataset().isChanged("hers"))
    #expect(try bench.dataset().isChanged("both") == false)
    let moved = try bench.dataset(merged)
    #expect(try moved.values() == ["both": "guest", "same": "1", "theirs": "pending"])
    #expect(try moved.unsynchronizedCount() == 3)

    bench.service.state.withLock { $0.fault = { _ in nil } }
    _ = try await bench.dataset().synchronize()
    let all = ["both": "guest", "same": "1", "hers": "pending", "theirs": "pending"]
    #expect(try bench.dataset().values() == all)
    #expect(try bench.manager.datasets().map(\.name.rawValue) == ["GameInfo"])
    try await bench.expectAgreement()
  }

  /// The dataset that is to take the guest's rows holds some already.
  @Test func `B-41 rows that collide while they move are merged key by key`() async throws {
    let folder = try TemporaryDirectory()
    let moment = Timestamp(milliseconds: 1)
    let store = try LocalStore.open(at: folder.file("s"), pool: Bench.pool, now: moment)
    let guest = try #require(IdentityID("us-east-1:aa"))
    let owner = try #require(IdentityID("us-east-1:bb"))
    let name = try #require(DatasetName("GameInfo"))
    let keys = try ["old", "new", "both"].map { try #require(RecordKey($0)) }
    func adopt(_ new: IdentityID, _ old: IdentityID?, _ cause: IdentityChange.Cause) throws {
      let entry = CachedIdentity(identity: new, isAuthenticated: new == owner)
      let change = try store.adopt(entry, replacing: old, cause: cause, at: moment)
      #expect(change?.new == new)
    }
    try adopt(guest, nil, .first)
    _ = try store.set([keys[0]: "1", keys[2]: "1"], in: name, of: .current, at: moment)
    try adopt(owner, guest, .serverMerge)
    try adopt(guest, owner, .accountSwitch)
    let later = Timestamp(milliseconds: 2)
    _ = try store.set([keys[1]: "2", keys[2]: "2"], in: name, of: .current, at: later)
    try adopt(owner, guest, .serverMerge)
    #expect(try store.cachedIdentity()?.identity == owner)
    let merged = try #require(name.merged(from: guest))
    let values = try store.replica(of: merged, of: .current).values
    #expect(values == [keys[0]: "1", keys[1]: "2", keys[2]: "2"])
  }

  @Test func `B-43 merged datasets do not pile up, and each is reported once`() async throws {
    let reports = Mutex<[[DatasetName]]>([])
    var callbacks = SyncCallbacks()
    callbacks.onDatasetsMerged = { report in
      reports.withLock { $0.append(report.merged) }
      return .mergeIntoPrimary(.newerDeviceDate)
    }
    let bench = try Bench(callbacks: callbacks)
    try await bench.manager.credentials.setLogins { Self.login }
    _ = try await bench.dataset().synchronize()
    let owner = try await bench.identity()
    for number in 1...3 {
      try await bench.manager.credentials.clear()
      try bench.dataset().set("guest\(number)", to: "1")
      _ = try await bench.dataset().synchronize()
      try await bench.manager.credentials.setLogins { Self.login }
      for _ in 0..<3 { _ = try await bench.dataset().synchronize() }
    }
    #expect(reports.withLock { $0.count } == 3)
    #expect(Set(reports.withLock { $0 }).count == 3)
    let existing = bench.service.state.withLock { state in
      state.ledgers.values.filter { $0.identity == owner && $0.state.exists }.map(\.name.rawValue)
    }
    #expect(existing == ["GameInfo"])
    #expect(try bench.dataset().values().count == 3)
    try await bench.expectAgreement()
  }

  @Test func `B-45 a guest's sign-in leaves the account's own rows clean`() async throws {
    let service = FakeService(pool: Bench.pool)
    let known = try Bench(service: service, logins: { Self.login })
    let own = (0..<20).reduce(into: [:]) { $0["k\($1)"] = "account" }
    try known.dataset().set(own)
    _ = try await known.dataset().synchronize()
    known.clock.advance(-10_000)
    var callbacks = SyncCallbacks.neverAsked
    callbacks.onDatasetsMerged = { _ in .mergeIntoPrimary(.newerDeviceDate) }
    let relay = Relay(to: service)
    let guest = try Bench(service: service, callbacks: callbacks, relay: relay)
    try guest.dataset().set(own.mapValues { _ in "guest" })
    _ = try await guest.dataset().synchronize()
    let uploads = relay.uploads.count
    try await guest.manager.credentials.setLogins { Self.login }
    _ = try await guest.dataset().synchronize()
    // The account's texts are newer, so nothing of the guest's is left to say.
    #expect(relay.uploads.count == uploads)
    #expect(try guest.dataset().values() == own)
    #expect(try guest.dataset().records().allSatisfy { $0.syncCount == 1 && !$0.isDirty })
  }

  /// What the device has never seen of the account counts as much as what it has.
  @Test(arguments: [true, false])
  func `A3 B-44 a policy of the app holds on a device that is new to the account`(
    keepsPrimary: Bool
  ) async throws {
    let service = FakeService(pool: Bench.pool)
    let known = try Bench(service: service, logins: { Self.login })
    try known.dataset().set(["both": "account", "theirs": "1"])
    _ = try await known.dataset().synchronize()
    known.clock.advance(keepsPrimary ? 60_000 : -60_000)
    var callbacks = SyncCallbacks.neverAsked
    callbacks.onDatasetsMerged = { _ in
      .mergeIntoPrimary(keepsPrimary ? .keepPrimary : .keepMerged)
    }
    let guest = try Bench(service: service, callbacks: callbacks)
    try guest.dataset().set(["both": "guest", "mine": "2"])
    _ = try await guest.dataset().synchronize()
    try await guest.manager.credentials.setLogins { Self.login }
    _ = try await guest.dataset().synchronize()
    let expected = ["both": keepsPrimary ? "account" : "guest", "theirs": "1", "mine": "2"]
    #expect(try guest.dataset().values() == expected)
    try await guest.expectAgreement()
  }

  @Test func `B-46 a dataset opened before the login is the new identity's afterwards`()
    async throws
  {
    let service = FakeService(pool: Bench.pool)
    let known = try Bench(service: service, logins: { Self.login })
    try known.dataset().set("theirs", to: "1")
    _ = try await known.dataset().synchronize()
    let bench = try Bench(service: service)
    let dataset = try bench.dataset()
    _ = try await dataset.synchronize()
    let guest = try await bench.identity()
    try await bench.manager.credentials.setLogins { Self.login }
    _ = try await dataset.synchronize()
    try dataset.set("mine", to: "2")
    _ = try await dataset.synchronize()
    #expect(try dataset.values() == ["theirs": "1", "mine": "2"])
    #expect(try await known.remote() == ["theirs": "1", "mine": "2"])
    #expect(service.ledger(guest)?.records.isEmpty != false)
  }

  @Test func `C-068 B-47 names that only look merged are left alone`() async throws {
    let asked = Mutex<[DatasetName]>([])
    var callbacks = SyncCallbacks()
    callbacks.onDatasetsMerged = { report in
      asked.withLock { $0 += report.merged }
      return .mergeIntoPrimary(.newerDeviceDate)
    }
    let bench = try Bench(callbacks: callbacks)
    _ = try await bench.identity()
    // The second would match `a_b.%` where `_` stands for any character.
    for name in ["a.b", "axb.us-east-1:ff", "a.us-east-1", "a_b.c:zz", "a.us-east-1:ff.x"] {
      try bench.dataset(name).set("k", to: name)
      _ = try await bench.dataset(name).synchronize()
    }
    for name in ["a", "a_b"] {
      try bench.dataset(name).set("own", to: "1")
      _ = try await bench.dataset(name).synchronize()
      #expect(try bench.dataset(name).values() == ["own": "1"])
    }
    #expect(asked.withLock { $0 }.isEmpty)
    try bench.dataset("a_b.us-east-1:ff").set("k", to: "merged")
    _ = try await bench.dataset("a_b").synchronize()
    #expect(asked.withLock { $0 }.map(\.rawValue) == ["a_b.us-east-1:ff"])
    #expect(try bench.dataset("a_b").values() == ["own": "1", "k": "merged"])
    #expect(try bench.dataset("a.b").values() == ["k": "a.b"])
  }

  @Test func `B-48 a dataset whose merged name is too long stays, and the change says so`()
    async throws
  {
    let long = String(repeating: "n", count: 120)
    let service = FakeService(pool: Bench.pool)
    let known = try Bench(service: service, logins: { Self.login })
    _ = try await known.identity()
    let bench = try Bench(service: service)
    try bench.dataset(long).set("a", to: "1")
    try bench.dataset("short").set("b", to: "2")
    let guest = try await bench.identity()
    var changes = bench.manager.identityChangeStream().makeAsyncIterator()
    try await bench.manager.credentials.setLogins { Self.login }
    _ = try await bench.dataset("short").synchronize()
    #expect(await changes.next()?.unmovedDatasets.map(\.rawValue) == [long])
    #expect(try bench.dataset("short").values() == ["b": "2"])
    let name = try #require(DatasetName(long))
    let kept = try bench.manager.store.replica(of: name, of: .identity(guest))
    #expect(kept.values.values.sorted() == ["1"])
  }

  @Test func `B-50 what is known about datasets is known for one identity`() async throws {
    let user = Mutex("anna")
    let bench = try Bench(logins: { ["login.example.com": user.withLock { $0 }] })
    try bench.dataset("hers").set("a", to: "1")
    _ = try await bench.dataset("hers").synchronize()
    try await bench.manager.refreshDatasets()
    user.withLock { $0 = "ben" }
    try await bench.manager.credentials.clearCredentials()
    try await bench.manager.refreshDatasets()
    #expect(try bench.manager.datasets().isEmpty)
    #expect(try bench.dataset("hers").summary()?.recordCount == 0)
    #expect(try bench.dataset("hers").summary()?.lastSyncCount == 0)
    user.withLock { $0 = "anna" }
    try await bench.manager.credentials.clearCredentials()
    try await bench.manager.refreshDatasets()
    #expect(try bench.dataset("hers").summary()?.recordCount == 1)
    #expect(try bench.dataset("hers").summary()?.lastSyncCount == 1)
  }

  @Test func `C-061 a change of identity is told once, with the old and the new`() async throws {
    let (bench, guest) = try await Self.returning()
    let changes = bench.manager.identityChangeStream()
    for _ in 0..<3 { _ = try await bench.dataset().synchronize() }
    let owner = try await bench.identity()
    await bench.manager.close()
    let told = await changes.reduce(into: []) { $0.append($1) }
    #expect(told.map(\.old) == [guest])
    #expect(told.map(\.new) == [owner])
    #expect(told.map(\.cause) == [.serverMerge])
  }

  /// A guest whose identity is gone is replaced without the service's help, or merged with it.
  @Test(arguments: [true, false])
  func `C-072 moved rows are uploaded when the service merged nothing, else they agree`(
    isMerged: Bool
  ) async throws {
    let service = FakeService(pool: Bench.pool)
    if isMerged { _ = try await Bench(service: service, logins: { Self.login }).identity() }
    var callbacks = SyncCallbacks.neverAsked
    callbacks.onDatasetsMerged = { _ in .mergeIntoPrimary(.newerDeviceDate) }
    let bench = try Bench(service: service, callbacks: callbacks)
    try bench.dataset().set(["a": "1", "b": "2"])
    _ = try await bench.dataset().synchronize()
    let guest = try await bench.identity()
    if isMerged {
      try await bench.manager.credentials.setLogins { Self.login }
    } else {
      service.state.withLock { _ = $0.guests.remove(guest) }
      try await bench.manager.credentials.clearCredentials()
    }
    _ = try await bench.dataset().synchronize()
    #expect(try await bench.identity() != guest)
    #expect(try bench.dataset().values() == ["a": "1", "b": "2"])
    try await bench.expectAgreement()
    let merged = "GameInfo.\(guest)"
    #expect(service.ledger(try await bench.identity(), merged)?.state.exists != true)
  }

  @Test func `B-60 expired logins stop neither reading nor writing, and a new one uploads it all`()
    async throws
  {
    struct Expired: Error {}
    let isExpired = Mutex(false)
    let bench = try Bench(logins: {
      if isExpired.withLock({ $0 }) { throw Expired() }
      return Self.login
    })
    try bench.dataset().set("a", to: "1")
    _ = try await bench.dataset().synchronize()
    let identity = try await bench.identity()
    isExpired.withLock { $0 = true }
    bench.clock.advance(7_200_000)
    try bench.dataset().set("b", to: "2")
    for _ in 0..<2 {
      let error = await #expect(throws: SyncError.self) {
        try await bench.dataset().synchronize()
      }
      #expect(error?.code == .notAuthorized)
      #expect(error?.message.contains("Sign in again") == true)
    }
    #expect(try bench.dataset().values() == ["a": "1", "b": "2"])
    isExpired.withLock { $0 = false }
    _ = try await bench.dataset().synchronize()
    #expect(try await bench.identity() == identity)
    try await bench.expectAgreement()
  }

  @Test(arguments: [WireErrorCode.expiredToken, .unrecognizedClient, .notAuthorized])
  func `B-62 a session the service refuses is no success`(code: WireErrorCode) async throws {
    let bench = try Bench()
    _ = try await bench.identity()
    try bench.dataset().set("a", to: "1")
    let activity = bench.manager.activity()
    bench.service.state.withLock {
      $0.fault = { $0 == "ListRecords" ? .refuse(WireError(code, "no")) : nil }
    }
    await #expect(throws: SyncError.self) { try await bench.dataset().synchronize() }
    #expect(try bench.dataset().isChanged("a"))
    #expect(bench.service.calls.count { $0 == "ListRecords" } <= 2)
    let steps = await bench.steps(activity)
    #expect(steps.count == 2)
    #expect(!steps.contains("succeeded"))
  }
}
