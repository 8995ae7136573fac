import ArgumentParser
import CommandProgram
import PuzzleRules

/// `holds vectors`: plays the games of a file of conformance vectors and compares.
struct VectorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vectors",
    abstract: "Checks the rules against a file of vectors; names each that fails.")

  @Argument(help: "A file of blocks that begin with 'Vector:'.")
  var file: String

  @Flag(help: "Tell what differs, too.")
  var why = false

  func run() throws {
    let text = String(decoding: try LevelSource.bytes(of: file), as: UTF8.self)
    let vectors: [RuleVector]
    do throws(LevelFileError) {
      vectors = try RuleVector.all(in: text, file: file)
    } catch {
      let lines = error.issues.map { "\n" + $0.description.escaped }.joined()
      throw HoldsError("These vectors cannot be used:" + lines)
    }
    var failed = 0
    for vector in vectors {
      let failures = vector.failures
      guard !failures.isEmpty else { continue }
      failed += 1
      Output.say(vector.name.escaped)
      guard why else { continue }
      for line in failures.joined(separator: "\n").split(separator: "\n") {
        Output.say("  " + String(line).escaped)
      }
    }
    Output.say("\(vectors.count - failed) passed, \(failed) failed")
    if failed > 0 { throw ExitCode.failure }
  }
}
