import FoundationEssentials
import SyncCore
import Synchronization
import TestKit
import Testing

@testable import SyncClient

/// What the originals' stores forgot, mixed up or could not hold (cognito-sync.md 7.5), and the
/// local calls of 6.3.
@Suite struct BugStoreTests {
  @Test func `C-002 every local call means the same before and after a restart`() async throws {
    let folder = try TemporaryDirectory()
    var bench = try Bench(folder: folder)
    let service = bench.service
    try bench.dataset().set(["a": "1", "b": "2", "gone": "3"])
    _ = try await bench.dataset().synchronize()
    try bench.dataset().set(["b": "4", "never": "5", "new": ""])
    try bench.dataset().remove(["gone", "never", "unknown"])
    for _ in 0..<2 {
      let dataset = try bench.dataset()
      #expect(try dataset.value(for: "a") == "1")
      #expect(try dataset.value(for: "gone") == nil)
      #expect(try dataset.values() == ["a": "1", "b": "4", "new": ""])
      let rows = try dataset.records().map {
        "\($0.key) \($0.value ?? "-") \($0.isDirty ? "edited" : "clean") \($0.syncCount)"
      }
      #expect(rows == ["a 1 clean 1", "b 4 edited 1", "gone - edited 1", "new  edited 0"])
      #expect(
        try ["a", "b", "gone", "new", "never"].map { try dataset.isChanged($0) }
          == [false, true, true, true, false])
      #expect(try dataset.byteCount() == 2 + 2 + 4 + 3)
      #expect(try dataset.summary()?.lastSyncCount == 1)
      await bench.manager.close()
      bench = try Bench(service: service, folder: folder)
    }
    try bench.dataset().delete()
    await bench.manager.close()
    bench = try Bench(service: service, folder: folder)
    #expect(try bench.dataset().records().isEmpty)
    #expect(try bench.dataset().summary()?.lastSyncCount == nil)
  }

  @Test(arguments: ["", " ", "\t\n", "\u{a0}"])
  func `C-005 an empty or blank key is refused`(key: String) throws {
    let dataset = try Bench().dataset()
    let error = #expect(throws: SyncError.self) { try dataset.set(key, to: "1") }
    #expect(error?.code == .invalidKey)
    #expect(try dataset.records().isEmpty)
  }

  @Test func `B-70 a dataset as large as can be is read and synchronised`() async throws {
    let service = FakeService(pool: Bench.pool)
    let login = ["login.example.com": "anna"]
    let laptop = try Bench(service: service, logins: { login })
    let values = (0..<1_024).reduce(into: [:]) {
      $0["k\($1)"] = String(repeating: "\($1 % 10)", count: 1_019)
    }
    try laptop.dataset().set(values)
    #expect(try laptop.dataset().byteCount() > 1_040_000)
    _ = try await laptop.dataset().synchronize()
    let phone = try Bench(service: service, logins: { login })
    let result = try await phone.dataset().synchronize()
    #expect(result.changedKeys.count == 1_024)
    #expect(try phone.dataset().values() == values)
  }

  @Test func `B-72 a wipe leaves other files alone`() async throws {
    let folder = try TemporaryDirectory()
    let bench = try Bench(folder: folder)
    let foreign = folder.file("device.sqlite.notes")
    try Data("mine".utf8).write(to: URL(filePath: foreign))
    try bench.dataset().set("a", to: "1")
    _ = try await bench.dataset().synchronize()
    try await bench.manager.wipeAll()
    #expect(try bench.dataset().values().isEmpty)
    #expect(try Data(contentsOf: URL(filePath: foreign)) == Data("mine".utf8))
  }

  @Test func `C-010 B-73 a wipe of one identity leaves the edits of another waiting`() async throws
  {
    let user = Mutex("anna")
    let bench = try Bench(logins: { ["login.example.com": user.withLock { $0 }] })
    try bench.dataset().set("a", to: "1")
    _ = try await bench.dataset().synchronize()
    try bench.dataset().set("a", to: "pending")
    user.withLock { $0 = "ben" }
    try await bench.manager.credentials.clearCredentials()
    _ = try await bench.dataset().synchronize()
    try bench.dataset().set("b", to: "2")
    try bench.manager.wipe(try await bench.identity())
    #expect(try bench.dataset().values().isEmpty)
    user.withLock { $0 = "anna" }
    try await bench.manager.credentials.clearCredentials()
    _ = try await bench.manager.credentials.identity()
    _ = try await bench.dataset().synchronize()
    #expect(try await bench.remote() == ["a": "pending"])
    try await bench.expectAgreement()
  }

  @Test func `B-75 a dataset's creation is not its last change`() async throws {
    let bench = try Bench()
    let begin = bench.service.state.withLock(\.now)
    try bench.dataset().set("a", to: "1")
    _ = try await bench.dataset().synchronize()
    bench.clock.advance(86_000)
    try bench.service.write(["a": "2"], to: try await bench.identity())
    try await bench.manager.refreshDatasets()
    let summary = try #require(try bench.dataset().summary())
    #expect(summary.created == begin)
    #expect(summary.lastModified?.milliseconds == begin.milliseconds + 86_000)
    #expect(summary.lastModifiedBy == "other")
  }

  @Test func `C-045 B-79 a dataset that is too large is not sent, with its size and the limit`()
    async throws
  {
    let bench = try Bench()
    try bench.dataset().set("a", to: String(repeating: "x", count: 1_048_576))
    let error = await #expect(throws: SyncError.self) { try await bench.dataset().synchronize() }
    #expect(error?.code == .limitExceeded)
    #expect(error?.message.hasPrefix("Dataset size limit exceeded: 1048577 > 1048576") == true)
    #expect(!bench.service.calls.contains("UpdateRecords"))
    try bench.dataset().set("a", to: String(repeating: "x", count: 1_048_575))
    _ = try await bench.dataset().synchronize()
    try await bench.expectAgreement()
  }

  @Test(arguments: [129, 1_024])
  func `B-80 a key too long to be written is taken in, read and removed`(length: Int) async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    let key = String(repeating: "x", count: length)
    try bench.service.write([key: "1"], to: try await bench.identity())
    _ = try await dataset.synchronize()
    #expect(try dataset.value(for: key) == "1")
    #expect(throws: SyncError.self) { try dataset.set(key, to: "2") }
    try dataset.remove(key)
    _ = try await dataset.synchronize()
    #expect(try await bench.remote().isEmpty)
    try await bench.expectAgreement()
  }
}
