import SyncCore
import TestKit
import Testing

/// Whole worlds by seed.
///
/// `SIMULATION_SEEDS=10000` visits the first 10,000, and `SIMULATION_SEEDS=17...17` only that one;
/// a failure prints the line that does so. A seed that ever failed joins
/// `SimulationSeeds.remembered`.
@Suite struct SimulationTests {
  /// Every tenth seed also runs on the real store.
  static let realSeeds = SimulationSeeds.all.filter { $0 % 10 == 0 }

  @Test func `a wish for seeds that cannot be read does not pass for none`() {
    #expect(!SimulationSeeds.all.isEmpty)
  }

  @Test(arguments: SimulationSeeds.all)
  func `devices agree once the network heals`(seed: UInt64) throws {
    var world = try World(seed: seed)
    try world.play()
  }

  @Test(arguments: realSeeds)
  func `devices agree on the real store, as they do in memory`(seed: UInt64) throws {
    let folder = try TemporaryDirectory()
    var real = try World(seed: seed) { device, place in
      try SQLiteSimulatedStore(path: folder.file("\(device).sqlite"), place: place)
    }
    var model = try World(seed: seed)
    // Step by step, so that a difference shows where it begins.
    for step in 1...150 {
      try real.run(steps: 1)
      try model.run(steps: 1)
      try #require(
        real.trace.hash == model.trace.hash,
        """
        step \(step): \(real.trace.lines.last ?? ""), but in memory \(model.trace.lines.last ?? "")
        \(SimulationSeeds.line(for: seed))
        \(real.trace.lines.joined(separator: "\n"))
        """)
    }
    try real.play(steps: 0)
    try model.play(steps: 0)
    #expect(real.trace.hash == model.trace.hash)
    #expect(real.replicas.map(\.values) == model.replicas.map(\.values))
  }
}
