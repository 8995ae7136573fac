import SyncCore
import TestKit
import Testing

/// Single worlds, and what makes worlds worth their while.
@Suite struct SimulatedWorldTests {
  private static func hash(of seed: UInt64) throws -> UInt64 {
    var world = try World(seed: seed)
    try world.play()
    return world.trace.hash
  }

  /// Another process draws another seed for the order of sets and dictionaries.
  @Test(arguments: [3, 77, 1_234, 4_100] as [UInt64])
  func `a seed is a run, event for event, in any process`(seed: UInt64) async throws {
    let hash = try Self.hash(of: seed)
    #expect(try Self.hash(of: seed) == hash)
    await #expect(processExitsWith: .success) { [seed = seed as UInt64, hash = hash as UInt64] in
      try #require(try Self.hash(of: seed) == hash)
    }
  }

  @Test func `without faults, what is written in turn arrives everywhere`() throws {
    var world = try World(seed: 1, devices: 3, faults: Faults.none)
    try world.run(steps: 200)
    try world.settle(within: 3)
    #expect(!world.records.isEmpty)
  }

  @Test func `a failing local store leaves a run that can be repeated`() throws {
    var call = 0
    var failed = true
    while failed {
      call += 1
      var stores: [FailingLocalStore] = []
      var world = try World(seed: 5, devices: 2, faults: Faults.none) { _, place in
        let store = FailingLocalStore(MemoryLocalStore(place), failing: call)
        stores.append(store)
        return store
      }
      try world.run(steps: 200)
      try world.settle(within: 6)
      failed = stores.contains(where: \.hasFailed)
    }
    #expect(call > 20)
  }

  @Test(
    arguments: [
      ("3", [1, 2, 3]), ("17...17", [17]), ("4...6", [4, 5, 6]), ("0", []), ("6...4", []),
      ("four", []), ("...4", []),
    ] as [(String, [UInt64])])
  func `seeds are asked for by number or by range`(text: String, seeds: [UInt64]) {
    #expect(SimulationSeeds.parse(text) == seeds)
  }

  @Test func `a violation prints the line that plays its seed alone`() throws {
    var world = try World(seed: 17, sabotage: .overwritesEdits)
    let violation = try #require(throws: Violation.self) {
      try world.play()
    }
    #expect(violation.description.contains(SimulationSeeds.line(for: 17)))
    #expect(SimulationSeeds.line(for: 17).hasPrefix("SIMULATION_SEEDS=17...17 swift test"))
  }
}
