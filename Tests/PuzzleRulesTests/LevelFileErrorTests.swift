import PuzzleRules
import Testing

@Suite struct LevelFileErrorTests {
  /// Returns what is reported for a file, one line each.
  private func issues(_ text: String) -> [String] {
    do {
      _ = try LevelFile(parsing: text, name: "f")
      return []
    } catch {
      return error.issues.map(\.description)
    }
  }

  private static let head = "Format: holds 1\nLevel: 1\n"

  @Test(arguments: [
    ("Map:\n####\n#.$#\n####", "f:3:1: the map has no keeper '@'"),
    ("Map:\n#####\n#@.+#\n#####", "f:5:4: another keeper '@'; one is allowed"),
    ("Map:\n#####\n#@-$#\n#####", "f:3:1: the map has no goal '.'"),
    ("Map:\n#####\n#@$.-\n#####", "f:5:5: the room is open here; walls must close it"),
    ("Map:\n#####\n#@$.#\n###", "f:5:4: the room is open here; walls must close it"),
    ("Map:\n#####\n#@\t.#\n#####", "f:5:3: a tab; use spaces"),
    ("Map:\n#####\n#@q.#\n#####", "f:5:3: unknown symbol 'q'"),
    ("Map:\n######\n#@$.&#\n#&---#\n######", "f:6:2: another keeper '&'; one is allowed"),
    ("Map:\n####\n#&.#\n####", "f:3:1: the map has no keeper '@'"),
    ("Map:\n#####\n#@1.#\n#####", "f:5:3: lift 1 has a single pad; it needs two"),
    ("Map:\n######\n#@11.#\n######", "f:5:4: the pads of lift 1 are neighbours"),
    ("Map:\n#####\n#@9.#\n#-9-#\n#####", "f:6:3: the pads of lift 9 are neighbours"),
    ("Map:\n#######\n#@2-2.#\n#--2--#\n#######", "f:6:4: lift 2 has more than two pads"),
    ("Map:\n####-3-\n#@3.#--\n#####--", "f:4:6: the room is open here; walls must close it"),
    (
      "Map:\n#####\n#@$.#\n#####\nFloor:\n#####\n#-o.#\n#####",
      "f:9:3: a crate cannot start on a hole"
    ),
    (
      "Map:\n#####\n#@y.#\n#####\nFloor:\n#####\n#-A.#\n#####",
      "f:9:3: a crate cannot start on a door"
    ),
    (
      "Map:\n#####\n#@$.#\n#####\nFloor:\n#####\n#K-.#\n#####",
      "f:9:2: a keeper cannot start on a lock"
    ),
    (
      "Map:\n#####\n#@&.#\n#####\nFloor:\n#####\n#-#.#\n#####",
      "f:9:3: a keeper cannot start on a wall"
    ),
    (
      "Map:\n######\n#@-x.#\n######\nFloor:\n######\n#-~-.#\n######",
      "f:9:3: the floor differs from the map here"
    ),
    ("Map:", "f:3:1: the map has no rows"),
    ("Title: x", "f:2:1: the level has no 'Map:'"),
    ("Map: #\n#####\n#@$.#\n#####", "f:3:6: the rows of a board begin on the next line"),
    ("Map:\n#####\n#@$.#\n#####\nFloor:\n#####", "f:7:1: the floor has 1 rows; the map has 3"),
    (
      "Map:\n#####\n#@$.#\n#####\nFloor:\n######\n#--.#\n#####",
      "f:8:6: the floor is wider than the map"
    ),
    (
      "Map:\n#####\n#@$.#\n#####\nFloor:\n##-##\n#--.#\n#####",
      "f:8:3: the floor differs from the map here"
    ),
    (
      "Map:\n#####\n#@$.#\n#####\nFloor:\n#####\n#---#\n#####",
      "f:9:4: the floor differs from the map here"
    ),
    (
      "Map:\n#####\n#@$.#\n#####\nFloor:\n#####\n#$-.#\n#####",
      "f:9:2: the floor shows terrain only, not '$'"
    ),
    ("Title: a\nTitle: b\nMap:\n#####\n#@$.#\n#####", "f:4:1: 'Title' is given twice"),
    (
      "Par: 3\nMap:\n#####\n#@$.#\n#####", "f:3:6: expected the pushes and the moves, as in '12 29'"
    ),
    ("Proof: sure\nMap:\n#####\n#@$.#\n#####", "f:3:8: expected 'optimal' or 'bound' and a number"),
    ("Chapter: -1\nMap:\n#####\n#@$.#\n#####", "f:3:10: expected a number from 1 to 1000"),
    ("Difficulty: 101\nMap:\n#####\n#@$.#\n#####", "f:3:13: expected a number from 0 to 100"),
    (
      "Solution: rux\nMap:\n#####\n#@$.#\n#####",
      "f:3:13: 'x' is not an action; expected u, d, l, r, s, a count or a group"
    ),
    ("Solution: ru\nMap:\n#####\n#@$.#\n#####", "f:3:11: action 2 of the solution is a bump"),
    ("Solution: r\nMap:\n######\n#@$-.#\n######", "f:3:11: the solution does not solve the level"),
    (
      "Map:\n#####\n#@$.#\n#####\n\n#####",
      "f:8:1: expected 'Key: value', a comment or an empty line"
    ),
    (
      "Map:\n#####\n#@$.#\n#####\n\nLevel: 1\nMap:\n#####\n#@$.#\n#####",
      "f:8:8: level 1 is already on line 2"
    ),
    ("Map:\n" + String(repeating: "#", count: 65), "f:4:65: more than 64 columns"),
    ("Map:\n" + String(repeating: "#\n", count: 65), "f:68:1: more than 64 rows"),
  ])
  func `a mistake is told with line and column`(body: String, message: String) {
    #expect(issues(Self.head + body + "\n") == [message])
  }

  @Test func `every mistake is told, in the order of the file`() {
    let text =
      Self.head + "Par: x\nSolution: q\nMap:\n####\n#?5\n####\n\nnonsense\nLevel: 2\nMap:\n###\n"
    #expect(
      issues(text).map { $0.prefix { $0 != " " } } == [
        "f:3:6:", "f:4:11:", "f:5:1:", "f:5:1:", "f:7:2:", "f:7:3:", "f:10:1:", "f:12:1:",
        "f:12:1:",
      ])
  }

  @Test(arguments: [
    ("", "f:1:1: this is not a holds file; it must begin with 'Format: holds 1'"),
    ("####\n#@$.#", "f:1:1: this is not a holds file; it must begin with 'Format: holds 1'"),
    ("Format: holds 2\n", "f:1:9: the format 'holds 2' is unknown; expected 'holds 1'"),
    ("Format: holds 1\nMap:\n####\n", "f:2:1: a board needs a 'Level:' line before it"),
  ])
  func `a file of another kind is refused`(text: String, message: String) {
    #expect(issues(text) == [message])
  }

  @Test func `bytes that are not UTF-8 are told with their place`() {
    let bytes = Array("Format: holds 1\nTitle: é".utf8) + [0xFF] + Array("\n".utf8)
    expectError("f:2:9: the text is not UTF-8") { try LevelFile(parsing: bytes, name: "f") }
  }

  @Test func `a file over one mebibyte is refused`() {
    let bytes = [UInt8](repeating: UInt8(ascii: ";"), count: LevelFile.maximumBytes + 1)
    expectError("f:1:1: the file has 1048577 bytes; at most 1048576 are allowed") {
      try LevelFile(parsing: bytes, name: "f")
    }
  }

  /// Expects an error that prints as `message`.
  private func expectError(_ message: String, _ body: () throws -> LevelFile) {
    do {
      _ = try body()
      Issue.record("nothing was thrown")
    } catch {
      #expect("\(error)" == message)
    }
  }
}
