import PuzzleRules

/// One attempt to solve one level: which search is run, and what is made of its end.
struct SolverAttempt {
  private let level: Level
  private let state: PuzzleState
  private let watch: SearchWatch
  private var stop: SearchStop?

  init(_ level: Level, _ state: PuzzleState, _ watch: SearchWatch) {
    self.level = level
    self.state = state
    self.watch = watch
  }

  /// Looks for the fewest pushes with four fifths of the time, then for any solution.
  mutating func fewestPushes(thenMoves: Bool) -> SolverReport {
    if let report = answerWithoutSearch() { return report }
    do throws(SearchStop) {
      watch.deadline = watch.limits.time * 4 / 5
      let tools = try SearchTools(CompactBoard(level, state), watch)
      guard let path = try PushSearch(tools, .fewestPushes).run() else {
        return report(.unsolvable)
      }
      guard let solution = try solution(of: path) else { return report(.unknown) }
      watch.lowerBound = solution.pushes
      watch.deadline = watch.limits.time
      return thenMoves ? fewestMoves(solution, tools) : report(.optimal(solution, moves: nil))
    } catch {
      stop = error
      guard error != .cancelled else { return report(.unknown) }
    }
    watch.deadline = watch.limits.time
    watch.releaseAll()
    return anySolution()
  }

  /// Looks for any solution.
  mutating func anySolution() -> SolverReport {
    if let report = answerWithoutSearch() { return report }
    do throws(SearchStop) {
      let tools = try SearchTools(CompactBoard(level, state), watch)
      guard let path = try PushSearch(tools, .anySolution).run() else {
        return report(.unsolvable)
      }
      guard let solution = try solution(of: path) else { return report(.unknown) }
      return report(.bound(best: solution))
    } catch {
      stop = stop ?? error
      return report(.unknown)
    }
  }

  private mutating func fewestMoves(_ solution: Solution, _ tools: SearchTools) -> SolverReport {
    do throws(SearchStop) {
      let path = try MoveSearch(tools, fewestPushes: solution.pushes).run()
      guard let path, let shorter = try self.solution(of: path), shorter.pushes == solution.pushes
      else { return report(.optimal(solution, moves: nil)) }
      return report(.optimal(shorter, moves: shorter.moves))
    } catch {
      stop = error
      return report(.optimal(solution, moves: nil))
    }
  }

  private func answerWithoutSearch() -> SolverReport? {
    if level.isSolved(state), let nothing = Solution([], in: level, from: state) {
      return report(.optimal(nothing, moves: 0))
    }
    return state.crates.count < level.goals.count ? report(.unsolvable) : nil
  }

  /// The rules have the last word: what they do not take for a solution is none.
  private func solution(of path: ScenePath) throws(SearchStop) -> Solution? {
    let solution = try path.actions().flatMap { Solution($0, in: level, from: state) }
    assert(solution != nil, "The rules and the solver agree on what a turn does.")
    return solution
  }

  private func report(_ outcome: SolverReport.Outcome) -> SolverReport {
    SolverReport(
      outcome: outcome, lowerBound: watch.lowerBound, nodes: watch.nodes, elapsed: watch.elapsed,
      peakMemory: watch.peakBytes, stop: stop)
  }
}
