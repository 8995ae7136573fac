import ArgumentParser
import CommandProgram
import PuzzleRules
import PuzzleSolver

/// `levelsmith prove`: finds the best results and proves them twice.
struct ProveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Finds the best results of levels and proves them.",
    discussion: """
      Fills in Par, Proof, Solution, Uses and Difficulty. A second, plain and independent search \
      confirms the result where it needs no more states than --states. Exit code 1 if a level has \
      no solution, if the two searches differ, or if par could not be proven.
      """)

  @OptionGroup var levels: LevelOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "The most seconds for each search.")
  var time = 600

  @Option(help: "The most megabytes for each search.")
  var memory = 2_048

  @Option(help: "The most states of the second search; 0 for none.")
  var states = 3_000_000

  @Option(help: "How many levels at a time.")
  var cores = 2

  func validate() throws {
    guard time > 0, memory > 0, states >= 0, cores > 0 else {
      throw ValidationError("Time, memory and cores must be positive.")
    }
  }

  func run() async throws {
    var (file, places) = try levels.read()
    let proving = Proving(seconds: time, megabytes: memory, states: states)
    var progress = ProgressLine()
    let results = await Crew(size: cores).map(
      places.map { file.levels[$0] },
      report: { done in
        progress.show(
          "\(done) of \(places.count) levels", share: Double(done) / Double(places.count))
      }
    ) { proving.prove($0) }
    progress.end()
    var isProven = true
    for (place, result) in zip(places, results) {
      file.levels[place] = result.level
      Output.complain("level \(file.number(ofPlace: place)): \(result.summary)\n")
      if !result.isProven { isProven = false }
    }
    try output.write(file)
    guard isProven else { throw ExitCode.failure }
  }
}
