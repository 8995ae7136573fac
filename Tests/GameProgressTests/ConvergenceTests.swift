import Game
import PuzzleRules
import TestKit
import Testing

@Suite struct ConvergenceTests {
  /// Solutions of the first levels, some better than others.
  private static let solutions = [
    1: ["LLdlU", "LrlLdlU"], 2: ["RurDD", "RururdDlD", "lrRurDD"], 4: ["RRddLrurruLLL"],
  ]

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `three devices that play apart and merge in any order agree`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var devices = try ["a", "b", "c"].map { try Fixture.progress(id: $0) }
    var floor = 0
    for index in devices.indices {
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        try Self.solveSomething(on: &devices[index], using: &generator)
      }
      floor = max(floor, devices[index].highScore)
    }
    var pairs = [(0, 1), (1, 2), (2, 0), (0, 1), (1, 2), (2, 0)]
    pairs.shuffle(using: &generator)
    for (one, other) in pairs + [(0, 1), (1, 2), (2, 0), (0, 1)] {
      try Self.synchronise(&devices, one, other)
      try #require(devices[one].highScore >= floor || devices[other].highScore >= 0)
    }
    for device in devices.dropFirst() {
      for level in 1...10 {
        #expect(device.best(ofLevel: level) == devices[0].best(ofLevel: level))
      }
      #expect(device.highScore == devices[0].highScore)
      #expect(device.shared["highScore"] == devices[0].shared["highScore"])
      #expect(device.isOpen(chapter: 2) == devices[0].isOpen(chapter: 2))
    }
    #expect(devices[0].highScore >= floor)
  }

  private static func solveSomething(
    on device: inout Progress, using generator: inout SeededGenerator
  ) throws {
    let number = [1, 2, 4].randomElement(using: &generator) ?? 1
    let text = solutions[number]?.randomElement(using: &generator) ?? ""
    guard let attempt = try? Fixture.attempt(text, atLevel: number) else { return }
    let before = (device.highScore, device.best(ofLevel: number))
    device.apply(device.solving(attempt, atLevel: number))
    #expect(device.highScore >= before.0)
    if let best = before.1 { #expect(try #require(device.best(ofLevel: number)) >= best) }
  }

  /// Lets two devices agree on every record, each deciding as if the other were the service.
  private static func synchronise(_ devices: inout [Progress], _ one: Int, _ other: Int) throws {
    let (local, remote) = (devices[one].shared, devices[other].shared)
    let keys = Set(local.keys).union(remote.keys).filter { local[$0] != remote[$0] }
    let conflicts = keys.map {
      ProgressConflict(key: $0, local: local[$0], remote: remote[$0])
    }
    let merge = ProgressMerge(pack: try Fixture.pack(), deviceID: devices[one].deviceID)
    let changes = merge.resolve(conflicts, records: local).map { key, decision in
      let value: String? =
        switch decision {
        case .keepLocal: local[key]
        case .takeRemote, .ask: remote[key]
        case .take(let value): value
        }
      return ProgressChange(scope: .shared, key: key, value: value)
    }
    devices[one].apply(changes)
    devices[other].apply(changes)
  }
}
