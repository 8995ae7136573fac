import PuzzleRules
import PuzzleSolver
import Synchronization
import Testing

@Suite struct LimitTests {
  private static let oneMegabyte = SolverLimits(time: .seconds(60), memory: 1 << 20)

  @Test(arguments: [16, 64, 200, 900])
  func `a board of 64 by 64 comes to an end in time`(crates: Int) {
    let limits = SolverLimits(time: .milliseconds(300), memory: 64 << 20)
    let report = PuzzleSolver(limits: limits).solve(.hall(side: 64, crates: crates))
    #expect(report.peakMemory <= limits.memory)
    #expect(report.elapsed < .seconds(3))
  }

  @Test func `a search stays within its memory and says that it was too little`() throws {
    let report = PuzzleSolver(limits: LimitTests.oneMegabyte).solve(try .hard())
    #expect(report.stop == .memory)
    #expect(report.peakMemory <= LimitTests.oneMegabyte.memory)
  }

  @Test(arguments: [0, 1, 1000, 100_000])
  func `no memory at all is no reason to crash`(bytes: Int) {
    let limits = SolverLimits(time: .seconds(60), memory: bytes)
    let report = PuzzleSolver(limits: limits).solve(.hall(side: 64, crates: 40))
    #expect(report.outcome == .unknown)
    #expect(report.stop == .memory)
    #expect(report.peakMemory <= bytes)
  }

  @Test func `no time at all leaves the answer open`() {
    let limits = SolverLimits(time: .zero, memory: 64 << 20)
    let report = PuzzleSolver(limits: limits).solve(.hall(side: 20, crates: 12))
    #expect(report.outcome == .unknown)
    #expect(report.stop == .time)
  }

  @Test func `a raised flag stops a search at once`() {
    let flag = CancellationFlag()
    flag.cancel()
    let report = PuzzleSolver(limits: .authoring).solve(
      .hall(side: 20, crates: 12), flag: flag)
    #expect(report.outcome == .unknown)
    #expect(report.stop == .cancelled)
    #expect(report.nodes <= 1)
  }

  @Test func `progress is told and the bound never falls`() throws {
    let bounds = Mutex<[Int]>([])
    let limits = SolverLimits(time: .milliseconds(600), memory: 64 << 20)
    _ = PuzzleSolver(limits: limits).solve(try .hard()) { progress in
      bounds.withLock { $0.append(progress.lowerBound) }
    }
    let told = bounds.withLock { $0 }
    #expect(!told.isEmpty)
    #expect(told == told.sorted())
  }
}
