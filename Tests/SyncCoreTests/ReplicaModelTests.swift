import SyncCore
import Testing

@Suite struct ReplicaModelTests {
  /// Together a million operations.
  static let histories = Array(1...50).map(UInt64.init)
  static let operations = 20_000

  @Test(arguments: histories)
  func `a replica does what its model does`(seed: UInt64) throws {
    var history = ReplicaHistory(seed: seed)
    for operation in 0..<Self.operations {
      if let difference = try history.step() {
        Issue.record("history \(seed), operation \(operation): \(difference)")
        return
      }
      // Every operation checks the key it touched; now and then everything is compared.
      guard operation % 50 == 0, let difference = history.difference() else { continue }
      Issue.record("history \(seed), operation \(operation): \(difference)")
      return
    }
    #expect(history.difference() == nil)
  }

  @Test func `the histories make a million operations`() {
    #expect(Self.histories.count * Self.operations == 1_000_000)
  }
}
