import ArgumentParser
import CommandProgram
import Foundation
import PuzzleRules
import PuzzleSolver

/// `levelsmith generate`: makes candidates for a chapter.
struct GenerateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Makes candidates for a chapter.",
    discussion: """
      Climbs from random rooms toward the difficulty each place of the chapter is to have, takes \
      away what a level can do without, and keeps what passes the checks. The same seed gives the \
      same levels, whatever the number of cores. After each round of ten climbs the file is \
      written; Ctrl-C or the end of the time keeps what was found, and --resume goes on from there.
      """)

  @Option(help: "The chapter: 1 to 10.")
  var chapter: Int?

  @Option(help: "Only for this place in the chapter: 1 to 10.")
  var slot: Int?

  @Option(help: "How many levels to find at least.")
  var count = 10

  @Option(help: "Where chance begins.")
  var seed: UInt64 = 1

  @Option(help: "The most minutes.")
  var time: Double?

  @Option(help: "How many boards a climb weighs.")
  var steps = 500

  @Option(help: "The most positions a candidate may have, up to walking.")
  var nodes = 40_000

  @Option(help: "How many cores to use; all of them unless said otherwise.")
  var cores: Int?

  @Option(
    help: "Go on with this file, which 'generate' wrote; it is written again unless -o is given.")
  var resume: String?

  @Option(name: [.short, .long], help: "Write to this file instead of standard output.")
  var output: String?

  func validate() throws {
    guard (chapter == nil) != (resume == nil) else {
      throw ValidationError("Give either --chapter or --resume.")
    }
    guard (1...10).contains(chapter ?? 1), (1...10).contains(slot ?? 1) else {
      throw ValidationError("Chapters and places are 1 to 10.")
    }
    guard count > 0, steps > 0, nodes > 0, (time ?? 1) > 0, (cores ?? 1) > 0 else {
      throw ValidationError("Count, steps, nodes, time and cores must be positive.")
    }
  }

  func run() async throws {
    var generation = try begin()
    let interruption = Interruption(minutes: time)
    let flag = interruption.flag
    let crew = Crew(size: cores ?? ProcessInfo.processInfo.activeProcessorCount)
    var progress = ProgressLine()
    var candidates = 0
    var rejections: [String: Int] = [:]
    let before = generation.finds.count
    while generation.finds.count < count, !interruption.isRaised {
      let climbs = generation.nextRound
      let found = generation.finds.count
      let round = generation.rounds + 1
      let results = await crew.map(
        climbs,
        report: { done in
          let share = Double(found - before) / Double(max(1, count - before))
          progress.show(
            "round \(round): \(done)/\(climbs.count) climbs, \(found) of \(count) levels, "
              + "\(candidates) candidates",
            share: max(share, (time.map { progress.seconds / ($0 * 60) }) ?? 0))
        }
      ) { climb in (climb, climb.run { flag.isCancelled }) }
      candidates += results.reduce(0) { $0 + ($1.1?.candidates ?? 0) }
      for (_, result) in results {
        if case .rejected(let reason) = result?.decision { rejections[reason, default: 0] += 1 }
      }
      generation.absorb(results.map { (climb: $0.0, result: $0.1) })
      if let target = output ?? resume { try LevelDocument(path: target).write(generation.file) }
    }
    progress.end()
    let minutes = progress.seconds / 60
    Output.complain(
      "\(generation.finds.count) levels, \(generation.rounds) rounds, \(candidates) candidates, "
        + "\(Int(Double(candidates) / max(minutes, 0.001))) a minute\n")
    if !rejections.isEmpty {
      let reasons = rejections.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      Output.complain(
        "not kept: " + reasons.map { "\($0.value) \($0.key)" }.joined(separator: ", ") + "\n")
    }
    if output == nil, resume == nil { Output.say(String(generation.file.text.dropLast())) }
  }

  private func begin() throws -> Generation {
    guard let resume else {
      return Generation(
        Generation.Settings(
          chapter: chapter ?? 1, slot: slot, seed: seed, steps: steps, nodes: nodes))
    }
    let file = try LevelDocument(path: resume).read()
    do throws(Generation.CheckpointError) {
      return try Generation(resuming: file)
    } catch {
      throw Failure(
        message: "'\(resume)' cannot be gone on with: '\(error.key)' is missing or wrong.",
        hint: "Name a file that 'levelsmith generate' wrote.")
    }
  }
}
