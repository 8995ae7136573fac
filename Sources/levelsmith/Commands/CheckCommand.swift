import ArgumentParser
import CommandProgram
import PuzzleRules

/// `levelsmith check`: tells what is wrong with a pack.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tells what is wrong with a pack: 1 if anything is, with a line for each finding.",
    discussion: """
      Asks Q1 to Q8 and G-019 to G-028 of the game's requirements. A line says what it is about, \
      the requirement and what is wrong, as in 'level 7: Q4: nothing ever enters (3, 2)'. What a \
      search cannot decide within its limits is told as well. 'prove' proves par.
      """)

  @Argument(help: "A level file.")
  var file: String

  @Option(
    parsing: .upToNextOption,
    help: "Collections of others in .holds, XSB or SOK format, none of which may be repeated.")
  var against: [String] = []

  @Flag(help: "Only each level by itself, not the pack as a whole.")
  var levelsOnly = false

  @Option(help: "Only the level with this number, by itself.")
  var level: Int?

  @OptionGroup var searching: JudgeOptions

  func run() async throws {
    let content = try LevelDocument(path: file).read()
    let collections = try against.flatMap { try LevelDocument(path: $0).read().levels }
    let judge = searching.judge
    let numbered = content.levels.indices
      .map { (number: content.number(ofPlace: $0), level: content.levels[$0]) }
      .filter { level == nil || $0.number == level }
    guard !numbered.isEmpty else {
      throw Failure(kind: .usage, message: "'\(file)' has no such level.")
    }
    var progress = ProgressLine()
    let findings = await searching.crew.map(
      numbered,
      report: { done in
        progress.show(
          "\(done) of \(numbered.count) levels", share: Double(done) / Double(numbered.count))
      }
    ) { LevelFindings($0.level, number: $0.number, judge: judge) }
    progress.end()
    var violations = findings.flatMap(\.violations)
    if !levelsOnly, level == nil {
      violations = LevelFindings.violations(of: findings)
      violations +=
        PackInspection(levels: numbered.map(\.level), collections: collections).violations
    }
    for violation in violations { Output.say(violation.description.escaped) }
    guard violations.isEmpty else { throw ExitCode.failure }
  }
}
