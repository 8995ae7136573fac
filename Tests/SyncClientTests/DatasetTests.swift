import SyncClient
import SyncCore
import Testing
import TestKit

@Suite struct DatasetTests {
  @Test(arguments: ["", "a b", "ä", String(repeating: "x", count: 129)])
  func `C-001 a name that breaks the grammar is refused`(name: String) throws {
    let bench = try Bench()
    #expect(throws: SyncError.self) { try bench.manager.dataset(name) }
  }

  @Test func `C-001 opening, reading and writing need no network`() throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("level", to: "42")
    #expect(try dataset.value(for: "level") == "42")
    #expect(try dataset.value(for: "other") == nil)
    #expect(try dataset.values() == ["level": "42"])
    #expect(bench.service.calls.isEmpty)
  }

  @Test func `C-003 an equal text does not mark a record as changed`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    _ = try await dataset.synchronize()
    try dataset.set("a", to: "1")
    #expect(try dataset.isChanged("a") == false)
  }

  @Test func `C-004 one key that is not allowed refuses all`() throws {
    let dataset = try Bench().dataset()
    #expect(throws: SyncError.self) { try dataset.set(["good": "1", " ": "2"]) }
    #expect(try dataset.values().isEmpty)
  }

  @Test(arguments: [("é", 64, true), ("é", 65, false), ("x", 128, true), ("x", 129, false)])
  func `C-005 a key has at most 128 bytes`(letter: String, count: Int, isAllowed: Bool) throws {
    let dataset = try Bench().dataset()
    let key = String(repeating: letter, count: count)
    if isAllowed {
      try dataset.set(key, to: "1")
      #expect(try dataset.value(for: key) == "1")
    } else {
      #expect(throws: SyncError.self) { try dataset.set(key, to: "1") }
    }
  }

  @Test func `C-006 a removed key is hidden but kept`() async throws {
    let dataset = try Bench().dataset()
    try dataset.set("a", to: "1")
    _ = try await dataset.synchronize()
    try dataset.remove("a")
    #expect(try dataset.values().isEmpty)
    #expect(try dataset.records().map(\.isDeleted) == [true])
  }

  @Test func `C-007 a key removed before it was ever sent is not sent`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    try dataset.remove("a")
    #expect(try dataset.records().isEmpty)
    _ = try await dataset.synchronize()
    #expect(!bench.service.calls.contains("UpdateRecords"))
  }

  @Test func `C-008 sizes are UTF-8 bytes of key and text`() async throws {
    let dataset = try Bench().dataset()
    try dataset.set("ké", to: "ö")
    #expect(try dataset.byteCount(of: "ké") == 5)
    #expect(try dataset.byteCount() == 5)
    _ = try await dataset.synchronize()
    try dataset.remove("ké")
    #expect(try dataset.byteCount(of: "ké") == 3)
    #expect(try dataset.byteCount(of: "other") == 0)
  }

  @Test func `C-009 B-72 a refresh touches neither records nor counts`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    _ = try await dataset.synchronize()
    try dataset.set("a", to: "2")
    try await bench.service.write(["b": "3"], to: bench.identity())
    try await bench.manager.refreshDatasets()
    let summary = try #require(try dataset.summary())
    #expect(summary.recordCount == 2)
    #expect(summary.lastSyncCount == 1)
    #expect(try dataset.values() == ["a": "2"])
    #expect(try dataset.isChanged("a"))
  }

  @Test func `C-010 wiping one identity leaves the others`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    let first = try await bench.identity()
    try await bench.manager.credentials.clear()
    try dataset.set("a", to: "2")
    let second = try await bench.identity()
    #expect(first != second)
    try bench.manager.wipe(first)
    #expect(try dataset.values() == ["a": "2"])
  }

  @Test func `C-013 the empty text and no text are told apart all the way`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set(["empty": "", "gone": "1"])
    _ = try await dataset.synchronize()
    try dataset.remove("gone")
    _ = try await dataset.synchronize()
    let records = try #require(bench.service.ledger(try await bench.identity())).records
    #expect(
      records.values.map { "\($0.key)=\($0.value ?? "nil")" }.sorted() == [
        "empty=", "gone=nil",
      ])
    let other = try Bench(service: bench.service, logins: { [:] })
    try await other.manager.credentials.clear()
    #expect(try dataset.value(for: "empty") == "")
    #expect(try dataset.value(for: "gone") == nil)
  }

  @Test func `a dataset of the device is never uploaded and never moves`() async throws {
    let bench = try Bench()
    let device = try bench.manager.deviceDataset("Device")
    try device.set("name", to: "laptop")
    _ = try await bench.identity()
    await #expect(throws: SyncError.self) { try await device.synchronize() }
    try await bench.manager.credentials.clear()
    #expect(try device.value(for: "name") == "laptop")
    #expect(try bench.manager.datasets().allSatisfy { $0.name.rawValue != "Device" })
  }

  @Test func `everything survives a restart`() async throws {
    let folder = try TemporaryDirectory()
    let first = try Bench(folder: folder)
    try first.dataset().set("a", to: "1")
    let identity = try await first.identity()
    await first.manager.close()
    let second = try Bench(service: first.service, folder: folder)
    #expect(try second.dataset().value(for: "a") == "1")
    #expect(try second.dataset().isChanged("a"))
    #expect(try await second.identity() == identity)
    #expect(second.service.calls == ["GetId", "GetCredentialsForIdentity"])
  }
}
