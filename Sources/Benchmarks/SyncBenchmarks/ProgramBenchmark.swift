import Foundation

/// The programs as a whole: start, key to picture, memory and rest.
struct ProgramBenchmark {
  let workspace: Workspace

  func run(into table: inout ResultTable) async throws {
    var cold = Samples()
    for run in 0..<11 {
      cold.add(try game("start-\(run)", ["--offline"]).firstFrame)
    }
    table.add("holds: start to first frame, no network", samples: cold, bars: [.median(150)])

    var served = Samples()
    for run in 0..<5 {
      served.add(try game("served-\(run)", []).firstFrame)
    }
    table.add(
      "holds: start to first frame, starting its service", samples: served,
      bars: [.median(150)])

    let terminal = try game("keys", ["--offline"]).terminal
    // Into the level; what comes with it is not measured.
    terminal.type("\r")
    _ = terminal.output(within: 1_000)
    try keys(terminal, into: &table)
    rest(terminal.process, "holds", into: &table, bar: 60)
    try start(into: &table)
  }

  private func game(
    _ home: String, _ arguments: [String]
  ) throws -> (terminal: PseudoTerminal, firstFrame: Duration) {
    let start = ContinuousClock.now
    let terminal = try PseudoTerminal(
      workspace.programs.appending(path: "holds"), ["--device", "bench"] + arguments,
      environment: workspace.environment(home))
    var frame: ContinuousClock.Instant?
    var text: [UInt8] = []
    while let (began, bytes) = terminal.output(within: 3_000) {
      text += bytes
      // The mode changes before it are no picture.
      if String(decoding: text, as: UTF8.self).contains("H U N D R E D") {
        frame = began
        break
      }
    }
    guard let frame else {
      throw BenchmarkFailure("holds shows no title: \(String(decoding: text, as: UTF8.self))")
    }
    return (terminal, frame - start)
  }

  /// Steps to and fro, each written to the local store before it is shown.
  private func keys(_ terminal: PseudoTerminal, into table: inout ResultTable) throws {
    var samples = Samples()
    var written = 0
    for step in 0..<400 {
      let start = ContinuousClock.now
      terminal.type(["\u{1b}[C", "\u{1b}[D"][step % 2])
      guard let (began, bytes) = terminal.output(within: 1_000, pause: 5) else { continue }
      samples.add(began - start)
      written += bytes.count
    }
    guard samples.nanoseconds.count > 300 else {
      throw BenchmarkFailure("The game answered \(samples.nanoseconds.count) of 400 keys.")
    }
    table.add("holds: key press to picture, saved", samples: samples, bars: [.median(16)])
    table.add(
      "holds: bytes written a move",
      value: (Double(written) / Double(samples.nanoseconds.count), ""), bars: [.atMost(400, "")])
  }

  private func rest(
    _ process: pid_t, _ name: String, into table: inout ResultTable, bar: Double
  ) {
    table.add(
      "\(name): resident memory", value: (Child.residentMemory(of: process), " MiB"),
      bars: [.atMost(bar, " MiB")])
    let before = Clock.processorTime(of: process)
    sleep(4)
    let share = (Clock.processorTime(of: process) - before) / 4 * 100
    table.add(
      "\(name): processor at rest", value: (share, " %"), bars: [.atMost(0.5, " %")])
  }

  private func start(into table: inout ResultTable) throws {
    var samples = Samples()
    for _ in 0..<7 {
      let start = ContinuousClock.now
      let service = try workspace.startService()
      samples.add(ContinuousClock.now - start)
      service.child.terminate()
    }
    table.add("syncd: start until listening", samples: samples, bars: [.median(100)])
    let service = try workspace.startService()
    rest(service.child.process.processIdentifier, "syncd", into: &table, bar: 45)
    service.child.terminate()
  }
}
