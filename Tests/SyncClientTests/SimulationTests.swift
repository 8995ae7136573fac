import SyncCore
import TestKit
import Testing

@Suite struct SimulationTests {
  /// Every tenth seed runs on the real store, in `devices agree on the real store`.
  static let seeds = Array(1...120).filter { $0 % 10 != 0 }.map(UInt64.init)
  static let realSeeds = Array(1...120).filter { $0 % 10 == 0 }.map(UInt64.init)

  @Test(arguments: seeds)
  func `devices agree once the network heals`(seed: UInt64) throws {
    var world = try World(seed: seed, devices: 2 + Int(seed % 3))
    try world.run(steps: 400)
    world.heal()
    try world.settle(within: 6)
    #expect(world.agrees)
  }

  @Test(arguments: realSeeds)
  func `devices agree on the real store, as they do in memory`(seed: UInt64) throws {
    let folder = try TemporaryDirectory()
    var real = try World(seed: seed, devices: 2) {
      try SQLiteSimulatedStore(path: folder.file("\($0).sqlite"))
    }
    var model = try World(seed: seed, devices: 2)
    try real.run(steps: 250)
    try model.run(steps: 250)
    real.heal()
    model.heal()
    try real.settle(within: 6)
    try model.settle(within: 6)
    #expect(real.trace.hash == model.trace.hash)
    #expect(real.replicas.map(\.values) == model.replicas.map(\.values))
  }

  @Test(arguments: [3, 77, 1_234] as [UInt64])
  func `a seed is a run, event for event`(seed: UInt64) throws {
    func hash() throws -> UInt64 {
      var world = try World(seed: seed, devices: 3)
      try world.run(steps: 400)
      world.heal()
      try world.settle(within: 6)
      return world.trace.hash
    }
    #expect(try hash() == hash())
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
      var world = World(seed: 5, devices: 2, faults: Faults.none) { _ in
        let store = FailingLocalStore(MemoryLocalStore(), failing: call)
        stores.append(store)
        return store
      }
      try world.run(steps: 200)
      try world.settle(within: 6)
      failed = stores.contains(where: \.hasFailed)
    }
    #expect(call > 20)
  }
}
