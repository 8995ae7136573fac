import ArgumentParser
import CommandProgram
import PuzzleRules

/// `levelsmith minimise`: takes away what levels can do without.
struct MinimiseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "minimise",
    abstract: "Takes away what levels can do without.",
    discussion: """
      Special cells become floor or wall and floor becomes wall as long as the fewest pushes stay \
      the same, no mechanic loses its use and the level gets neither easier by more than a point \
      nor less tidy. What changed loses its par, proof, solution and difficulty; 'prove' finds \
      them again.
      """)

  @OptionGroup var levels: LevelOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "The most positions a level may have, up to walking.")
  var nodes = 200_000

  @Option(help: "How many cores to use; all of them unless said otherwise.")
  var cores: Int?

  func run() async throws {
    var (file, places) = try levels.read()
    let nodes = nodes
    let reduced = await Crew(size: cores ?? 2).map(places.map { file.levels[$0] }) { level in
      Reduction.reduced(level, nodes: nodes)
    }
    for (place, level) in zip(places, reduced) {
      let number = file.number(ofPlace: place)
      guard let level else {
        Output.complain("level \(number): left as it is; it has no solution or is too large\n")
        continue
      }
      let cells = file.levels[place].openCells - level.openCells
      Output.complain("level \(number): \(cells) cells fewer\n")
      file.levels[place] = level
    }
    try output.write(file)
  }
}

extension Level {
  /// How many cells are not walls.
  var openCells: Int {
    positions.count { terrain(at: $0) != .wall && terrain(at: $0) != .outside }
  }
}
