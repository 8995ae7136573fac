import Foundation
import Game
import LevelPack
import Screen
import SyncClient
import SyncCore

/// What happens between a key and a picture, without terminal and network.
struct LocalBenchmark {
  let workspace: Workspace

  func run(into table: inout ResultTable) throws {
    try writes(into: &table)
    try pictures(into: &table)
  }

  /// One record as a game writes it at each key press.
  private func writes(into table: inout ResultTable) throws {
    guard let pool = IdentityPoolID("us-east-1:0") else { return }
    let manager = try SyncManager(
      SyncManager.Configuration(
        pool: pool, region: "us-east-1",
        storePath: workspace.directory.appending(path: "local.sqlite").path),
      transport: Transport(
        send: { _, _ throws(TransportError) in throw TransportError(.unreachable, "") },
        stream: { _ throws(TransportError) in throw TransportError(.unreachable, "") }))
    let dataset = try manager.dataset("GameInfo")
    var samples = Samples()
    for step in 0..<5_000 {
      let text = "1 0123456789abcdef \(step) \(step) 0 \(String(repeating: "rdLU", count: 20))"
      let start = ContinuousClock.now
      try dataset.set(["wip.003": text, "resume": "1 3 \(step) bench \(step)"])
      samples.add(ContinuousClock.now - start)
    }
    table.add(
      "local write of two records", perSecond: 1_000 / samples.milliseconds(atShare: 0.5),
      samples: samples)
  }

  private func pictures(into table: inout ResultTable) throws {
    let size = Size(columns: 80, rows: 24)
    var state = GameState(
      pack: try LevelPack.load(), deviceID: "bench", size: size, glyphs: .unicode)
    _ = reduce(&state, .key(.enter))
    var shown: Surface?
    var samples = Samples()
    for step in 0..<5_000 {
      let start = ContinuousClock.now
      _ = reduce(&state, .key([.left, .right][step % 2]))
      let picture = render(state, size: size)
      _ = picture.difference(from: shown)
      shown = picture
      samples.add(ContinuousClock.now - start)
    }
    table.add("key to difference of pictures, in memory", samples: samples)
  }
}
