import ArgumentParser
import CommandProgram
import Foundation
import PuzzleRules
import TestKit
import Testing

@testable import levelsmith

@Suite struct CommandTests {
  @Test(arguments: [
    ["generate"], ["generate", "--chapter", "11"], ["generate", "--chapter", "1", "--slot", "0"],
    ["generate", "--chapter", "1", "--count", "0"], ["generate", "--chapter", "1", "--time", "0"],
    ["generate", "--chapter", "1", "--resume", "file"], ["measure"],
    ["prove", "file", "--time", "0"],
    ["check", "file", "--cores", "0"], ["pack"], ["polish"],
  ])
  func `wrong usage is refused`(arguments: [String]) {
    #expect(throws: (any Error).self) { try LevelsmithCommand.parseAsRoot(arguments) }
  }

  @Test(arguments: [
    "generate", "measure", "minimise", "prove", "check", "report", "dedupe", "pack",
  ])
  func `every command tells what it is for`(name: String) {
    let help = LevelsmithCommand.helpMessage(
      for: LevelsmithCommand.configuration.subcommands.first { $0._commandName == name }
        ?? LevelsmithCommand.self, columns: 100)
    #expect(help.contains("OVERVIEW"))
    #expect(help.contains("levelsmith \(name)"))
  }

  @Test func `a file that is not there is a failure that says so`() throws {
    let directory = try TemporaryDirectory()
    let document = LevelDocument(path: directory.file("none.holds"))
    #expect {
      try document.read()
    } throws: { error in
      (error as? Failure)?.message.hasSuffix("cannot be read.") == true
    }
  }

  @Test func `a file with mistakes ends the program with 1`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("bad.holds")
    try Data("Format: holds 1\n\nLevel: 1\nMap:\n###\n#?#\n###\n".utf8)
      .write(to: URL(filePath: path))
    #expect(throws: ExitCode.failure) { try LevelDocument(path: path).read() }
  }

  @Test func `a folder that is not there is a failure that says so`() throws {
    let directory = try TemporaryDirectory()
    let document = LevelDocument(path: directory.file("none/file.holds"))
    #expect {
      try document.write(LevelFile())
    } throws: { error in
      (error as? Failure)?.message.hasSuffix("cannot be written.") == true
    }
  }

  @Test func `packing orders by chapter and numbers from 1`() throws {
    func file(_ chapters: [Int?]) throws -> LevelFile {
      var file = LevelFile()
      file.collection = "Name"
      file.otherKeys = [LevelKey(name: "Smith-Seed", value: "1")]
      file.levels = try chapters.enumerated().map { index, chapter in
        var level = try Level.corridor()
        level.notes.chapter = chapter
        level.notes.title = "\(chapter ?? 0)-\(index)"
        level.notes.otherKeys = [LevelKey(name: "Slot", value: "3")]
        return level
      }
      return file
    }
    let pack = try Packing([file([2, 1]), file([1, 2, 1])]).file()
    #expect(pack.levels.map(\.title) == ["1-1", "1-0", "1-2", "2-0", "2-1"])
    #expect(pack.levels.map(\.number) == [1, 2, 3, 4, 5])
    #expect(pack.otherKeys.isEmpty)
    #expect(!pack.levels.contains { !$0.notes.otherKeys.isEmpty })
    #expect(pack.collection == "Name")
    #expect(throws: Packing.Mistake(file: 1, place: 2)) {
      try Packing([file([1]), file([1, nil])]).file()
    }
  }

  @Test func `a pack that was packed stays as it is`() throws {
    var level = try Level.corridor()
    level.notes.chapter = 1
    var file = LevelFile()
    file.levels = [level]
    let pack = try Packing([file]).file()
    #expect(try Packing([pack]).file() == pack)
    #expect(try LevelFile(parsing: pack.text, name: "pack") == pack)
  }

  @Test func `measuring a level without solution solves it first`() throws {
    let line = MeasureCommand.line(of: try .corridor(), number: 7, judge: .small)
    #expect(line == "level 7: D 4 (3.81)  E 2  B 0  C 0  T 0.00  R 2")
    let lost = try Level.drawn("######\n#$-@.#\n######")
    #expect(
      MeasureCommand.line(of: lost, number: 8, judge: .small) == "level 8: no solution is known")
  }

  @Test func `proving fills in what is known and says how`() throws {
    var proving = Proving(seconds: 10, megabytes: 64, states: 100)
    let result = proving.prove(try .stowage())
    #expect(result.isProven)
    #expect(result.level.notes.proof == .optimal)
    #expect(result.level.par == Par(pushes: 15, moves: 35))
    #expect(result.summary.hasPrefix("15/35, proven once, D "))
    #expect(proving.prove(try .corridor()).summary == "2/2, proven twice, D 4")
    let lost = proving.prove(try .drawn("######\n#$-@.#\n######"))
    #expect(!lost.isProven)
    #expect(lost.summary == "there is no solution")
    proving.states = 0
    #expect(proving.prove(try .corridor()).summary.hasPrefix("2/2, proven once, D "))
  }

  @Test(arguments: [
    (10.0, 0.0, "time left unknown"), (10, 0.5, "about 10 s left"), (60, 0.1, "about 9 min left"),
    (3_600, 0.1, "about 9 h left"), (10, 1, "about 0 s left"),
  ])
  func `the time left is estimated from the pace`(seconds: Double, share: Double, text: String) {
    #expect(ProgressLine.estimate(seconds: seconds, share: share) == text)
  }

  @Test func `the plot shows values and targets`() {
    let plot = TextPlot(values: [5, nil, 20], targets: [5, 10, 15])
    #expect(
      plot.lines == [
        "   20 |       *", "      |       .", "   10 |    .", "      | *", "    0 |",
        "      +---------", "        1  2  3",
      ])
  }

  @Test func `a report tells of each level, chapter and finding`() throws {
    var level = try Level.stowage()
    level.notes.number = 1
    level.notes.chapter = 1
    level.notes.title = "Stowage"
    level.notes.par = Par(pushes: 15, moves: 35)
    level.notes.difficulty = 31
    let violations = [
      Violation(subject: .level(1), rule: "Q4", what: "something"),
      Violation(subject: .pack, rule: "Q7", what: "something else"),
    ]
    let lines = QualityReport(
      inspection: PackInspection(levels: [level]), traps: [1: 4], violations: violations
    ).lines
    #expect(lines.first == "Chapter 1: The Quay")
    #expect(lines.contains("    1    8x7       3  15/35 31      4  core; Stowage"))
    #expect(lines.contains("not met: level 1: Q4: something"))
    #expect(lines.last == "not met: pack: Q7: something else")
  }
}
