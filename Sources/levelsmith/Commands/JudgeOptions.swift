import ArgumentParser
import Foundation

/// How much searching a command may do.
struct JudgeOptions: ParsableArguments {
  @Option(help: "The most seconds for each search.")
  var time = 20

  @Option(help: "The most megabytes for each search.")
  var memory = 1_024

  @Option(help: "How many cores to use; all of them unless said otherwise.")
  var cores: Int?

  var judge: Judge { .solver(seconds: time, megabytes: memory) }

  var crew: Crew { Crew(size: cores ?? ProcessInfo.processInfo.activeProcessorCount) }

  func validate() throws {
    guard time > 0, memory > 0, (cores ?? 1) > 0 else {
      throw ValidationError("Time, memory and cores must be positive.")
    }
  }
}
