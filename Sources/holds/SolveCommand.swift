import ArgumentParser
import CommandProgram
import PuzzleRules
import PuzzleSolver

/// `holds solve`: finds the best solution of each level, and proves it where time and memory allow.
struct SolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "Solves levels with the fewest pushes.",
    discussion: """
      The status is 'optimal' where no solution has fewer pushes, 'bound' where one was found that \
      may not be the best, 'unsolvable' or 'unknown'. Moves are given where they are proven to be \
      the fewest with so few pushes.
      """)

  @Argument(help: "A file of levels in any format; - is standard input.")
  var file: String

  @Option(help: "Only the level with this number.")
  var level: Int?

  @Option(help: ArgumentHelp("The most seconds for a level.", valueName: "seconds"))
  var time = 60.0

  @Option(help: ArgumentHelp("The most memory, in MiB.", valueName: "mebibytes"))
  var mem = 2048

  @Flag(help: "Print a JSON object a level and line.")
  var json = false

  func validate() throws {
    guard time > 0, time <= 1_000_000 else {
      throw ValidationError("--time must be more than 0 and at most 1000000 seconds.")
    }
    guard (1...1_000_000).contains(mem) else {
      throw ValidationError("--mem must be 1 to 1000000 MiB.")
    }
  }

  func run() throws {
    let source = try LevelSource(file)
    let levels = try source.levels(level)
    let solver = PuzzleSolver(limits: SolverLimits(time: .seconds(time), memory: mem << 20))
    if !json { Output.say(SolvedLine.heading) }
    for level in levels {
      let place = source.file.levels.firstIndex(of: level) ?? 0
      let line = SolvedLine(level, place: place + 1, solver.solve(level))
      Output.say(json ? line.json : line.row)
      if !json, self.level != nil, let solution = line.solution { Output.say(solution) }
    }
  }
}
