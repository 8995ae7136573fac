import ArgumentParser
import CommandProgram
import PuzzleRules

/// `levelsmith report`: shows what a pack is like.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Shows what a pack is like, chapter by chapter, and every requirement not met.",
    discussion: """
      The plot of a chapter shows the difficulty of each level as '*' and what the plan asks for as \
      '.'. Traps are the pushes on offer along the solution that lose.
      """)

  @Argument(help: "A level file.")
  var file: String

  @Flag(help: "Leave out what needs searching: traps and the tests of single levels.")
  var quick = false

  @OptionGroup var searching: JudgeOptions

  func run() async throws {
    let content = try LevelDocument(path: file).read()
    let numbered = content.levels.indices.map { (content.number(ofPlace: $0), content.levels[$0]) }
    let inspection = PackInspection(
      levels: numbered.map { number, level in
        var level = level
        level.notes.number = number
        return level
      })
    var violations: [Violation] = []
    var traps: [Int: Int] = [:]
    if !quick {
      let judge = searching.judge
      var progress = ProgressLine()
      let results = await searching.crew.map(
        numbered,
        report: { done in
          progress.show(
            "\(done) of \(numbered.count) levels", share: Double(done) / Double(numbered.count))
        }
      ) { number, level -> (findings: LevelFindings, traps: Int?) in
        let traps = level.solution.flatMap { Difficulty(of: level, along: $0, judge: judge)?.traps }
        return (LevelFindings(level, number: number, judge: judge), traps)
      }
      progress.end()
      violations = LevelFindings.violations(of: results.map(\.findings))
      for ((number, _), result) in zip(numbered, results) { traps[number] = result.traps }
    }
    let report = QualityReport(
      inspection: inspection, traps: traps, violations: violations + inspection.violations)
    for line in report.lines { Output.say(line.escaped) }
  }
}
