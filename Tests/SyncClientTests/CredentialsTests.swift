import CognitoWire
import SyncClient
import SyncCore
import Synchronization
import Testing
import TestKit

@Suite struct CredentialsTests {
  private static let login = ["login.example.com": "keeper"]

  @Test func `C-060 credentials are kept, and renewed five minutes before they end`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    _ = try await dataset.synchronize()
    _ = try await dataset.synchronize()
    #expect(bench.service.calls.count { $0 == "GetCredentialsForIdentity" } == 1)
    bench.clock.advance(3_600_000 - 310_000)
    _ = try await dataset.synchronize()
    #expect(bench.service.calls.count { $0 == "GetCredentialsForIdentity" } == 2)
    #expect(bench.service.calls.count { $0 == "GetId" } == 1)
  }

  @Test func `C-060 requests at the same time share one refresh`() async throws {
    let bench = try Bench()
    bench.service.state.withLock {
      $0.pause = { _ in for _ in 0..<20 { await Task.yield() } }
    }
    let identities = try await withThrowingTaskGroup(of: IdentityID.self) { group in
      for _ in 0..<8 { group.addTask { try await bench.identity() } }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(identities.count == 1)
    #expect(bench.service.calls.sorted() == ["GetCredentialsForIdentity", "GetId"])
  }

  @Test func `credentials refused as expired are replaced once`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    _ = try await dataset.synchronize()
    let left = Mutex(1)
    bench.service.state.withLock {
      $0.fault = { name in
        guard name == "ListRecords" else { return nil }
        return left.withLock { left in
          left -= 1
          return left >= 0 ? .refuse(WireError(.expiredToken, "expired")) : nil
        }
      }
    }
    _ = try await dataset.synchronize()
    #expect(
      bench.service.calls.suffix(3) == [
        "ListRecords", "GetCredentialsForIdentity", "ListRecords",
      ])
  }

  @Test(arguments: [3_600_000, -3_600_000] as [Int64])
  func `C-071 a clock an hour off is corrected from the answer`(skew: Int64) async throws {
    let folder = try TemporaryDirectory()
    let right = try Bench(folder: folder)
    _ = try await right.identity()
    await right.manager.close()
    right.service.state.withLock { $0.lifetime = 36_000_000 }
    let wrong = try Bench(service: right.service, folder: folder, skew: skew)
    try wrong.dataset().set("a", to: "1")
    _ = try await wrong.dataset().synchronize()
    #expect(try wrong.dataset().isChanged("a") == false)
  }

  @Test func `C-062 C-063 signing in keeps a guest's identity when the login is new`() async throws
  {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    let guest = try await bench.identity()
    var changes = bench.manager.identityChangeStream().makeAsyncIterator()
    try await bench.manager.credentials.setLogins { Self.login }
    _ = try await dataset.synchronize()
    #expect(try await bench.identity() == guest)
    #expect(try await bench.manager.credentials.isAuthenticated())
    #expect(try dataset.value(for: "a") == "1")
    await bench.manager.close()
    #expect(await changes.next() == nil)
  }

  @Test func `C-061 C-067 a guest merged into a known identity hands its records over`()
    async throws
  {
    let service = FakeService(pool: Bench.pool)
    let known = try Bench(service: service, logins: { Self.login })
    try known.dataset().set(["both": "account", "theirs": "1"])
    _ = try await known.dataset().synchronize()
    let owner = try await known.identity()

    let guest = try Bench(service: service)
    guest.clock.advance(10_000)
    let dataset = try guest.dataset()
    try dataset.set("both", to: "guest")
    _ = try await dataset.synchronize()
    try dataset.set("pending", to: "2")
    let old = try await guest.identity()
    var changes = guest.manager.identityChangeStream().makeAsyncIterator()
    try await guest.manager.credentials.setLogins { Self.login }
    _ = try await dataset.synchronize()

    let change = await changes.next()
    #expect(change?.old == old)
    #expect(change?.new == owner)
    #expect(change?.cause == .serverMerge)
    let expected = ["both": "guest", "theirs": "1", "pending": "2"]
    #expect(try dataset.values() == expected)
    let records = service.ledger(owner)?.records.values.map { "\($0.key)=\($0.value ?? "-")" }
    #expect(records?.sorted() == ["both=guest", "pending=2", "theirs=1"])
    let merged = try #require(service.ledger(owner, "GameInfo.\(old)"))
    #expect(merged.metadata == nil)
    #expect(try guest.manager.datasets().map(\.name.rawValue) == ["GameInfo"])
  }

  @Test func `a policy of the app decides about each merged key`() async throws {
    let service = FakeService(pool: Bench.pool)
    let known = try Bench(service: service, logins: { Self.login })
    try known.dataset().set("score", to: "7")
    _ = try await known.dataset().synchronize()
    var callbacks = SyncCallbacks()
    callbacks.onDatasetsMerged = { _ in
      .mergeIntoPrimary(
        MergePolicy { primary, merged in
          [primary?.value, merged.value].compactMap(\.self).max()
        })
    }
    let guest = try Bench(service: service, callbacks: callbacks)
    try guest.dataset().set("score", to: "5")
    _ = try await guest.dataset().synchronize()
    try await guest.manager.credentials.setLogins { Self.login }
    _ = try await guest.dataset().synchronize()
    #expect(try guest.dataset().value(for: "score") == "7")
  }

  @Test func `C-064 B-42 what was written before the first identity belongs to it`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    #expect(try await bench.manager.credentials.knownIdentity() == nil)
    _ = try await bench.identity()
    #expect(try dataset.value(for: "a") == "1")
    #expect(try dataset.isChanged("a"))
  }

  @Test func `a policy of the app decides about keys written while signed out`() async throws {
    let bench = try Bench(adoption: MergePolicy { max($0?.value ?? "", $1.value ?? "") })
    try await bench.manager.credentials.setLogins { Self.login }
    let dataset = try bench.dataset()
    try dataset.set(["score": "7", "only": "account"])
    _ = try await dataset.synchronize()
    let owner = try await bench.identity()
    try await bench.manager.credentials.clear()
    try dataset.set(["score": "5", "new": "guest"])
    try await bench.manager.credentials.setLogins { Self.login }
    _ = try await dataset.synchronize()
    #expect(try await bench.identity() == owner)
    #expect(try dataset.values() == ["score": "7", "only": "account", "new": "guest"])
    #expect(try dataset.unsynchronizedCount() == 0)
  }

  @Test func `deleting before the first identity deletes nothing of whoever signs in`() async throws
  {
    let service = FakeService(pool: Bench.pool)
    let known = try Bench(service: service, logins: { Self.login })
    try known.dataset().set("a", to: "1")
    _ = try await known.dataset().synchronize()
    let fresh = try Bench(service: service, logins: { Self.login })
    try fresh.dataset().delete()
    _ = try await fresh.dataset().synchronize()
    #expect(try fresh.dataset().values() == ["a": "1"])
    #expect(!service.calls.contains("DeleteDataset"))
  }

  @Test func `C-066 C-073 B-51 switching accounts moves nothing, and coming back finds everything`()
    async throws
  {
    let user = Mutex("anna")
    let bench = try Bench(logins: { ["login.example.com": user.withLock { $0 }] })
    let dataset = try bench.dataset()
    try dataset.set("a", to: "anna's")
    _ = try await dataset.synchronize()
    try dataset.set("a", to: "anna's, later")
    let anna = try await bench.identity()

    user.withLock { $0 = "ben" }
    try await bench.manager.credentials.clearCredentials()
    _ = try await dataset.synchronize()
    let ben = try await bench.identity()
    #expect(ben != anna)
    #expect(try dataset.values().isEmpty)
    try dataset.set("a", to: "ben's")
    _ = try await dataset.synchronize()

    user.withLock { $0 = "anna" }
    try await bench.manager.credentials.clearCredentials()
    _ = try await bench.manager.credentials.identity()
    _ = try await dataset.synchronize()
    #expect(try await bench.identity() == anna)
    #expect(try dataset.value(for: "a") == "anna's, later")
    #expect(bench.service.ledger(anna)?.records.values.first?.value == "anna's, later")
    #expect(bench.service.ledger(ben)?.records.values.first?.value == "ben's")
  }

  @Test func `C-070 an identity that the service does not know is replaced`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    let old = try await bench.identity()
    bench.service.state.withLock { _ = $0.guests.remove(old) }
    try await bench.manager.credentials.clearCredentials()
    _ = try await dataset.synchronize()
    #expect(try await bench.identity() != old)
    #expect(try dataset.value(for: "a") == "1")
  }

  @Test(arguments: [
    WireError(.notAuthorized, "Invalid login token. Token expired: 1 >= 2", in: .identity),
    WireError(.internalError, "fault"), WireError(.validation, "odd", in: .identity),
    WireError(.tooManyRequests, "slow down"),
  ])
  func `C-070 B-61 nothing else makes a device forget a guest`(refusal: WireError) async throws {
    let bench = try Bench()
    let guest = try await bench.identity()
    try await bench.manager.credentials.clearCredentials()
    bench.service.state.withLock { $0.fault = { _ in .refuse(refusal) } }
    await #expect(throws: SyncError.self) { try await bench.dataset().synchronize() }
    bench.service.state.withLock { $0.fault = { _ in .unreachable } }
    await #expect(throws: SyncError.self) { try await bench.dataset().synchronize() }
    #expect(try await bench.manager.credentials.knownIdentity() == guest)
  }

  @Test func `B-60 a login asked for in vain says so and keeps the records`() async throws {
    struct Expired: Error {}
    let bench = try Bench(logins: { throw Expired() })
    try bench.dataset().set("a", to: "1")
    let error = await #expect(throws: SyncError.self) {
      try await bench.dataset().synchronize()
    }
    #expect(error?.code == .notAuthorized)
    #expect(try bench.dataset().value(for: "a") == "1")
  }

  @Test func `C-069 a switch of identity during a run never mixes records`() async throws {
    let service = FakeService(pool: Bench.pool)
    let known = try Bench(service: service, logins: { Self.login })
    try known.dataset().set("a", to: "account")
    _ = try await known.dataset().synchronize()
    let owner = try await known.identity()

    let bench = try Bench(service: service)
    let dataset = try bench.dataset()
    try dataset.set("g", to: "guest")
    let guest = try await bench.identity()
    let isFirst = Mutex(true)
    service.state.withLock {
      $0.pause = { name in
        guard name == "UpdateRecords" else { return }
        let isDue = isFirst.withLock { first in
          defer { first = false }
          return first
        }
        guard isDue else { return }
        try? await bench.manager.credentials.setLogins { Self.login }
        // Asking for the list of datasets obtains the new identity while the upload waits.
        try? await bench.manager.refreshDatasets()
      }
    }
    await #expect(throws: SyncError.self) { try await dataset.synchronize() }
    #expect(service.ledger(owner)?.records.keys.map(\.rawValue) == ["a"])
    _ = try await dataset.synchronize()
    #expect(try dataset.values() == ["a": "account", "g": "guest"])
    #expect(try await bench.identity() == owner)
    #expect(guest != owner)
  }
}
