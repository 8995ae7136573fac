import ArgumentParser
import Foundation
import LevelPack
import PuzzleRules
import TestKit
import Testing

@testable import holds

@Suite struct LevelSourceTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func write(_ text: String) throws -> String {
    let file = directory.file("levels")
    try Data(text.utf8).write(to: URL(filePath: file))
    return file
  }

  private static let pair = """
    Format: holds 1
    Level: 7
    Map:
    #####
    #@$.#
    #####

    Level: 9
    Map:
    ######
    #@$o.#
    ######

    """

  @Test func `a level is found by its number, or its place where it has none`() throws {
    let numbered = try LevelSource(write(Self.pair))
    #expect(try numbered.level(9).number == 9)
    #expect(try numbered.levels(nil).count == 2)
    let bare = try LevelSource(
      write(Self.pair.replacing("Level: 7", with: "Level:").replacing("Level: 9", with: "Level:")))
    #expect(try bare.level(2).width == 6)
    #expect(throws: HoldsError.self) { try bare.level(3) }
    #expect(throws: HoldsError.self) { try bare.level(0) }
  }

  @Test func `what is missing or wrong is told with what to do`() throws {
    let path = try write(Self.pair)
    let source = try LevelSource(path)
    let unnamed = #expect(throws: HoldsError.self) { try source.level(nil) }
    #expect(unnamed?.description == "There are 2 levels in '\(path)'.")
    #expect(unnamed?.status == 64)
    let missing = #expect(throws: HoldsError.self) { try source.level(1) }
    #expect(missing?.description == "There is no level 1 in '\(path)'.")
    let unread = #expect(throws: HoldsError.self) { try LevelSource(directory.file("none")) }
    #expect(unread?.description == "'\(directory.file("none"))' cannot be read.")
    let broken = try write("Format: holds 1\nLevel: 1\nMap:\n#?#\n")
    let wrong = #expect(throws: HoldsError.self) { try LevelSource(broken) }
    #expect(wrong?.description.contains("\(broken):4:2: unknown symbol '?'") == true)
  }

  @Test func `without a file the levels of the game are taken`() throws {
    #expect(try LevelSource(nil).file.levels == LevelPack.load().levels)
  }

  @Test func `a replay prints the board, the counts and whether it is solved`() throws {
    let source = try LevelSource(write(Self.pair))
    #expect(
      try ReplayCommand.lines(playing: "ur", in: source.level(7)) == [
        "#####", "#-@*#", "#####", "Applied: R", "Moves: 1", "Pushes: 1", "Solved: yes",
      ])
    #expect(
      try ReplayCommand.lines(playing: "2r", in: source.level(9)) == [
        "######", "#--@.#", "######", "Applied: Rr", "Moves: 2", "Pushes: 1", "Solved: no",
      ])
    let error = #expect(throws: HoldsError.self) {
      try ReplayCommand.lines(playing: "rx", in: source.level(7))
    }
    #expect(error?.status == 64)
  }

  @Test func `an export is XSB where that says everything`() throws {
    var file = try LevelSource(write(Self.pair)).file
    #expect(try ExportCommand.text(of: file, as: nil) == file.text)
    let error = #expect(throws: HoldsError.self) { try ExportCommand.text(of: file, as: .xsb) }
    #expect(error?.description == "XSB cannot say what is in level 9.")
    file.levels.removeLast()
    #expect(try ExportCommand.text(of: file, as: nil) == "; 7\n\n#####\n#@$.#\n#####\n\n")
    #expect(try ExportCommand.text(of: file, as: .holds) == file.text)
    #expect(try ExportCommand.text(of: file, as: .lurd) == "")
  }

  @Test func `G-018 the exported first chapter comes back with its solutions`() throws {
    let pack = try LevelPack.load()
    var file = LevelFile()
    file.levels = pack.levels(inChapter: 1)
    let path = try write(try ExportCommand.text(of: file, as: .xsb))
    let again = try LevelSource(path).file.levels
    #expect(again.map(\.normalizedText) == file.levels.map(\.normalizedText))
    #expect(again.map(\.solution) == file.levels.map(\.solution))
    #expect(again.map(\.title) == file.levels.map(\.title))
  }

  @Test func `an output is a file that others may read`() throws {
    let path = directory.file("out")
    try TextOutput.parse(["-o", path]).write("text\n")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "text\n")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o644)
    #expect(throws: HoldsError.self) {
      try TextOutput.parse(["--output", directory.file("none/out")]).write("")
    }
  }
}
