import ServerStorage
import TestKit
import Testing

/// Every store answers every history like the model.
@Suite struct ServerStoreConformanceTests {
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `the store in memory answers like its ledgers`(seed: UInt64) async throws {
    try await ServerStoreSuite(seed: seed).run(against: MemoryServerStore())
  }

  @Test(arguments: 101...120 as ClosedRange<UInt64>)
  func `the store in SQLite answers like the one in memory`(seed: UInt64) async throws {
    let directory = try TemporaryDirectory()
    var store = try directory.open()
    try await ServerStoreSuite(seed: seed).run(against: store) {
      await store.close()
      store = try directory.open()
      return store
    }
    await store.close()
  }
}
