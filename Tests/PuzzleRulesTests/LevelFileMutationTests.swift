import PuzzleRules
import TestKit
import Testing

@Suite struct LevelFileMutationTests {
  private static let seeds = [LevelFileTests.example, LevelFileTests.deck].map { Array($0.utf8) }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `G-014 a mutated file is read or refused with places inside it`(batch: UInt64) {
    var generator = SeededGenerator(seed: batch)
    for round in 0..<1000 {
      let bytes = Self.mutated(using: &generator)
      do {
        let file = try LevelFile(parsing: bytes, name: "f")
        let again = try LevelFile(parsing: file.text, name: "f")
        guard again.text != file.text else { continue }
        Issue.record("batch \(batch), round \(round): unstable\n\(file.text)")
      } catch {
        let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
        let isSound = error.issues.allSatisfy { (1...lines).contains($0.line) && $0.column > 0 }
        guard !isSound || error.issues.isEmpty else { continue }
        Issue.record("batch \(batch), round \(round): \(error)")
      }
    }
  }

  private static func mutated(using generator: inout SeededGenerator) -> [UInt8] {
    let seed = seeds.randomElement(using: &generator) ?? []
    var bytes = seed
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let at = Int.random(in: 0..<bytes.count, using: &generator)
      let end = min(bytes.count, at + Int.random(in: 1...12, using: &generator))
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
      case 1:
        bytes[at] =
          "#@$.*+-_ \t\r\n:;1(o~^v<>abcABCxyzXYZ12kK&%".utf8.randomElement(using: &generator) ?? 0
      case 2: bytes.removeSubrange(at..<end)
      case 3: bytes.insert(contentsOf: Array(bytes[at..<end]), at: at)
      default:
        let other = Int.random(in: 0..<bytes.count, using: &generator)
        bytes.swapAt(at, other)
      }
      if bytes.isEmpty { bytes = seed }
    }
    return bytes
  }
}
