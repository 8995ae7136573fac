import ServerStorage
import TestKit
import Testing

/// Histories of people, whose identities and datasets stay theirs.
@Suite struct IdentityHistoryTests {
  @Test(arguments: 301...305 as ClosedRange<UInt64>)
  func `I-018 in memory nobody loses a record, a login or an identity, or gets another's`(
    seed: UInt64
  ) async throws {
    let coverage = try await ServerStoreSuite(seed: seed, steps: 500).runPeople(
      against: MemoryServerStore())
    Self.expectEnough(coverage)
  }

  @Test(arguments: 401...403 as ClosedRange<UInt64>)
  func `I-018 in SQLite nobody loses a record, a login or an identity, or gets another's`(
    seed: UInt64
  ) async throws {
    let directory = try TemporaryDirectory()
    var store = try directory.open()
    let coverage = try await ServerStoreSuite(seed: seed, steps: 500).runPeople(against: store) {
      await store.close()
      store = try directory.open()
      return store
    }
    await store.close()
    Self.expectEnough(coverage)
  }

  /// Every run has to meet what it is about.
  private static func expectEnough(_ coverage: ServerStoreSuite.Coverage) {
    #expect(coverage.merged > 2 && coverage.closed > 0, "\(coverage)")
    #expect(coverage.moved > 20 && coverage.refused > 50, "\(coverage)")
  }
}
