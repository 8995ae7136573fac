import PuzzleRules
import TestKit
import Testing

@Suite struct CommunityFileTests {
  private func read(_ text: String) throws -> LevelFile {
    try LevelFile(importing: Array(text.utf8), name: "f")
  }

  private func boards(_ text: String) throws -> [String] {
    try read(text).levels.map(\.normalizedText)
  }

  private func issues(_ text: String) -> [String] {
    do {
      _ = try LevelFile(importing: Array(text.utf8), name: "f")
      return []
    } catch {
      return error.issues.map(\.description)
    }
  }

  private static let remarked = """
    ; 1

    ####
    #.@###
    #--$-#
    ######

    ; 2 'Round'

      #####
    ###-@.#
    # $ $ #
    #.#####
    ###

    """

  @Test func `G-016 levels are numbered and named by the remarks before them`() throws {
    let file = try read(Self.remarked)
    #expect(file.levels.map(\.number) == [1, 2])
    #expect(file.levels.map(\.title) == ["1", "2 'Round'"])
    #expect(file.levels.map(\.start.crates.count) == [1, 2])
    #expect(file.levels.map(\.goals.count) == [1, 2])
  }

  @Test func `what stands behind a board describes it where the file ends so`() throws {
    let file = try read(
      """
      Collection: Two of a kind
      Author: A. Name
      Date: today

      ######
      #@$-.#
      ######
      Title: Corridor
      Author: B. Name
      Comment:
      a ##### wall
      #@$.#
      Comment-End:

      #####
      #@$.#
      #####

      Title: Short
      Comment: one line
      Comment: and one more

      """)
    #expect((file.collection, file.author) == ("Two of a kind", "A. Name"))
    #expect(file.levels.map(\.title) == ["Corridor", "Short"])
    #expect(
      file.levels.map(\.notes.otherKeys) == [
        [
          LevelKey(name: "Author", value: "B. Name"),
          LevelKey(name: "Comment", value: "a ##### wall #@$.#"),
        ], [LevelKey(name: "Comment", value: "one line and one more")],
      ])
  }

  @Test(arguments: [
    ("Title: A\n#####\n#@$.#\n#####\n", ["A"], ""),
    ("Title: A\n\n#####\n#@$.#\n#####\n\nTitle: B\n\n#####\n#.$@#\n#####\n", ["A", "B"], ""),
    (
      "Title: Set\n\n#####\n#@$.#\n#####\nTitle: A\n\n#####\n#.$@#\n#####\nTitle: B\n", ["A", "B"],
      "Set"
    ),
    (
      "First\n#####\n#@$.#\n#####\n\nSecond one\n\n#####\n#.$@#\n#####\n", ["First", "Second one"],
      ""
    ),
    ("#####\n#@$.#\n#####\n; A\n\n#####\n#.$@#\n#####\n; B\n", ["A", "B"], ""),
    ("#####\n#@$.#\n#####\n\n\n#####\n#.$@#\n#####\n", ["", ""], ""),
    ("; x\n\nThe name\n\n#####\n#@$.#\n#####\n", ["The name"], ""),
  ]) func `titles are found before and after boards`(
    text: String, titles: [String], collection: String
  ) throws {
    let file = try read(text)
    #expect(file.levels.map(\.title) == titles)
    #expect(file.collection == collection)
  }

  @Test(arguments: [
    "#####\n#pb.#\n#####", "#####\r\n#@$.#\r\n#####\r\n", "-#####-\n-#@$.#_\n_#####", "5#|#@$.#|5#",
    "5#|#p$.#|\n5#|", "5#\n#@$.#\n5#", "2(2#)#|#@$.#|5#", "  #####  \n  #@$.#\n  #####",
  ]) func `G-017 boards in other spellings are the same`(text: String) throws {
    #expect(try boards(text + "\n") == ["#####\n#@$.#\n#####\n"])
  }

  @Test func `G-017 run-length floors and objects on goals are read`() throws {
    #expect(
      try boards("7#|#P2-bB#|#.$3-#|7#\n") == ["#######\n#+--$*#\n#.$---#\n#######\n"])
  }

  @Test func `G-017 a text that is not UTF-8 is Latin-1`() throws {
    let bytes = Array("; M".utf8) + [0xFC] + Array("he\n#####\n#@$.#\n#####\n".utf8)
    #expect(try LevelFile(importing: bytes, name: "f").levels.map(\.title) == ["Mühe"])
  }

  @Test(arguments: [
    "Solution: RR", "Solution: 2r", "Solution:\nr\nR", "RR", "Solution/pushes 2\nRR\n",
    "Snapshot: R\nSolution: RR", "Snapshot: R\n\nSnapshot\nr\n\nRR",
  ]) func `a solution is kept and a snapshot is not`(remark: String) throws {
    let level = try #require(try read("######\n#@$-.#\n######\n\n\(remark)\n").levels.first)
    #expect(level.solution.map { LURD.text(of: $0) } == "RR")
    #expect(level.title == "")
  }

  @Test(arguments: [
    "Solution: rl", "Solution: R", "Solution: x", "Snapshot: R", "Solution: 9(9(9(9(9(r)))))",
  ])
  func `what solves nothing is skipped`(remark: String) throws {
    let level = try #require(try read("######\n#@$-.#\n######\n\n\(remark)\n").levels.first)
    #expect(level.solution == nil)
  }

  @Test func `actions alone are a title where they solve nothing`() throws {
    let file = try read("#####\n#@$.#\n#####\n\nR\n\ndull\n\n#####\n#.$@#\n#####\n\nL\n")
    #expect(file.levels.map { $0.solution.map { LURD.text(of: $0) } } == ["R", "L"])
  }

  @Test(arguments: [
    ("", ["f:1:1: there is no board in this file"]),
    ("just a text\n", ["f:1:1: there is no board in this file"]),
    (
      "; 1\n\n#####\n#@$$#\n#-.-#\n#####\n",
      ["f:3:1: the numbers of crates and goals differ: 2 and 1"]
    ),
    ("#####\n#@q.#\n#--$#\n#####\n", ["f:2:3: unknown symbol 'q'"]),
    ("######\n#@$\t.#\n######\n", ["f:2:4: a tab; use spaces"]),
    ("5#|#2@.#|#-$-#|5#\n", ["f:1:6: another keeper '@'; one is allowed"]),
    ("5#|#@$.|5#\n", ["f:1:7: the room is open here; walls must close it"]),
    ("65#|\n", ["f:1:3: more than 64 columns"]),
    (
      "####\n#-.#\n####\n\n\n####\n#@-#\n####\n",
      ["f:1:1: the map has no keeper '@'", "f:6:1: the map has no goal '.'"]
    ),
  ]) func `G-014 mistakes of all boards are told with their places`(
    text: String, messages: [String]
  ) {
    #expect(issues(text) == messages)
  }

  @Test func `a file that says it is ours is read as ours`() {
    #expect(
      issues("Format: holds 1\n#####\n") == [
        "f:2:1: expected 'Key: value', a comment or an empty line"
      ])
  }

  @Test func `a run that never ends is cut short`() {
    let groups = String(repeating: "99(", count: 4) + String(repeating: "9#", count: 400)
    #expect(issues(groups + "))))\n").count == 1)
  }

  @Test func `what was read is ours from then on`() throws {
    let file = try read(Self.remarked)
    let again = try LevelFile(parsing: file.text, name: "f")
    #expect(again == file)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `G-018 a board with its solution goes out and comes back`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var level = try Level.room()
    level.notes.number = 1
    level.notes.title = "Room \(seed)"
    var attempt = Attempt(level: level)
    for _ in 0..<60 {
      _ = attempt.perform(.step(Direction.allCases.randomElement(using: &generator) ?? .up))
    }
    var file = LevelFile()
    file.author = "A. Name"
    file.levels = [level]
    let text = try #require(file.communityText)
    #expect(try read(text) == file)

    let rows = level.picture(of: level.start)
    var plain = PlainRules(map: rows, floor: level.terrainPicture(of: level.start))
    for letter in attempt.text.lowercased() { plain.play(letter) }
    #expect(plain.record == attempt.text)
    #expect(plain.picture == level.picture(of: attempt.state))
  }

  @Test func `a board of our own goes out in our format alone`() throws {
    var file = LevelFile()
    file.levels = [try .deck()]
    #expect(file.communityText == nil)
    file.levels = [try .drawn("#######\n#@$$.-#\n#######")]
    #expect(file.communityText == nil)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `G-014 a mutated file is read or refused, and what is read can be written`(batch: UInt64) {
    var generator = SeededGenerator(seed: batch + 100)
    let seeds = [
      Self.remarked, "Title: A\n7#|#P2-bB#|#.$3-#|7#\nSolution: 2(rL)\nComment:\nx\nComment-End:\n",
    ].map { Array($0.utf8) }
    for round in 0..<300 {
      var bytes = seeds.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[at] = "#@$.*+-_ \t\r\n:;1(|)9pPbB".utf8.randomElement(using: &generator) ?? 0
        default: bytes.remove(at: at)
        }
      }
      guard let file = try? LevelFile(importing: bytes, name: "f") else { continue }
      guard (try? LevelFile(parsing: file.text, name: "f"))?.text != file.text else { continue }
      Issue.record("batch \(batch), round \(round): unstable\n\(file.text)")
    }
  }
}
