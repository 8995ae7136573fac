import Foundation
import PuzzleRules
import TestKit
import Testing

@testable import holds

@Suite struct CheckTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Returns the mistakes in a file of one level, without the file's name.
  private func mistakes(_ body: String) throws -> [String] {
    let file = directory.file("levels.holds")
    try Data("Format: holds 1\nLevel: 1\n\(body)\n".utf8).write(to: URL(filePath: file))
    return CheckCommand.mistakes(in: file).map { String($0.dropFirst(file.utf8.count + 1)) }
  }

  @Test(arguments: [
    ("Map:\n####\n#.$#\n####", "3:1: the map has no keeper '@'"),
    ("Map:\n#####\n#@.@#\n#####", "5:4: another keeper '@'; one is allowed"),
    ("Map:\n#####\n#@1.#\n#####", "5:3: lift 1 has a single pad; it needs two"),
    ("Map:\n######\n#@11.#\n######", "5:4: the pads of lift 1 are neighbours"),
    ("Map:\n#####\n#@.--\n#####", "5:5: the room is open here; walls must close it"),
    ("Map:\n#####\n#@\t.#\n#####", "5:3: a tab; use spaces"),
    (
      "Map:\n#####\n#@$.#\n#####\nFloor:\n#####\n#-o.#\n#####",
      "9:3: a crate cannot start on a hole"
    ),
    ("Map:\n#####\n#@$.#\n#####\nFloor:\n#####", "7:1: the floor has 1 rows; the map has 3"),
    ("Map:\n#####\n#@?.#\n#####", "5:3: unknown symbol '?'"),
    ("Map:\n#####\n#@$-#\n#####", "3:1: the map has no goal '.'"),
  ]) func `G-014 each mistake is told with its place`(body: String, message: String) throws {
    #expect(try mistakes(body) == [message])
  }

  @Test func `G-013 the shipped levels are right`() {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appending(path: "Assets/Levels/hundred-holds.holds")
    #expect(CheckCommand.mistakes(in: file.path(percentEncoded: false)) == [])
  }

  @Test func `a file that cannot be read is told`() {
    #expect(
      CheckCommand.mistakes(in: directory.file("none"))
        == ["\(directory.file("none")): this file cannot be read"])
    #expect(CheckCommand.mistakes(in: directory.path).count == 1)
  }

  @Test func `levels of other programs are checked too`() throws {
    let file = directory.file("levels.xsb")
    try Data("; 1\n#####\n#@$.#\n#####\n".utf8).write(to: URL(filePath: file))
    #expect(CheckCommand.mistakes(in: file) == [])
  }

  @Test func `a file that is too large is refused without being read whole`() throws {
    let file = directory.file("large.holds")
    try Data(repeating: 0x3B, count: LevelFile.maximumBytes + 5).write(to: URL(filePath: file))
    #expect(
      CheckCommand.mistakes(in: file) == [
        "\(file):1:1: the file has 1048577 bytes; at most 1048576 are allowed"
      ])
  }
}
