import PuzzleRules
import PuzzleSolver
import Testing

@Suite struct SolverQueueTests {
  /// What a busy machine may add to any wait.
  private static let patience = Duration.seconds(3)

  @Test func `G-032 a call from the game returns in time and memory`() async throws {
    let level = try Level.hard()
    let report = await SolverQueue().solve(level, from: level.start)
    #expect(report.stop == .time)
    #expect(report.elapsed < .seconds(2) + SolverQueueTests.patience)
    #expect(report.peakMemory <= 64 << 20)
  }

  @Test func `G-032 a call from the game stops soon after its task is cancelled`() async throws {
    let level = try Level.hard()
    let (started, continuation) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      continuation.finish()
      return await SolverQueue().solve(level, from: level.start, limits: .authoring)
    }
    for await _ in started {}
    let clock = ContinuousClock()
    let before = clock.now
    task.cancel()
    let report = await task.value
    #expect(report.stop == .cancelled)
    #expect(before.duration(to: clock.now) < SolverQueueTests.patience)
  }

  @Test func `what can be solved tells the next push`() async throws {
    let level = try Level.drawn("#######\n#@-$.-#\n#######")
    let answer = await SolverQueue().canStillBeSolved(level, from: level.start)
    guard case .yes(let next) = answer else {
      Issue.record("expected yes, not \(answer)")
      return
    }
    #expect(LURD.text(of: next) == "rR")
  }

  @Test func `what is lost is told to be lost`() async throws {
    let level = try Level.drawn("#######\n#@-.-$#\n#-----#\n#-----#\n#######")
    #expect(await SolverQueue().canStillBeSolved(level, from: level.start) == .no)
  }
}
