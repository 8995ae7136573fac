import ArgumentParser
import CommandProgram
import PuzzleRules

/// `levelsmith measure`: tells how hard levels are.
struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Tells how hard levels are, with what it is made of.",
    discussion: """
      D = 30 min(1, log2(1+E)/20) + 20 min(1, B/15) + 20 min(1, C/12) + 15 T
          + 15 min(1, log10(1+R)/5)
      E: positions a search by pushes looks at; B: changes of crate in the solution; C: its pushes \
      that do not lower the matching bound; T: the share of pushes on offer along it that lose; R: \
      the median pushes of 201 simulated players. A level without a solution is solved first.
      """)

  @OptionGroup var levels: LevelOptions
  @OptionGroup var searching: JudgeOptions

  func run() async throws {
    let (file, places) = try levels.read()
    let judge = searching.judge
    let lines = await searching.crew.map(places.map { (file.number(ofPlace: $0), file.levels[$0]) })
    { number, level in
      MeasureCommand.line(of: level, number: number, judge: judge)
    }
    for line in lines { Output.say(line) }
  }

  /// Returns the line that tells of `level`.
  static func line(of level: Level, number: Int, judge: Judge) -> String {
    let name = "level \(number):"
    var solution = level.solution
    if solution == nil, case .solved(_, let found) = judge.solve(level) { solution = found }
    guard let solution else { return "\(name) no solution is known" }
    guard let difficulty = Difficulty(of: level, along: solution, judge: judge) else {
      return "\(name) too large to be measured"
    }
    return """
      \(name) D \(difficulty.rounded) (\(difficulty.score.text(2)))  E \(difficulty.expanded)  \
      B \(difficulty.crateChanges)  C \(difficulty.counterPushes)  \
      T \(difficulty.trapShare.text(2))  R \(difficulty.walkerPushes)
      """
  }
}
