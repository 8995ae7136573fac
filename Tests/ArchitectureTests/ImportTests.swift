import Testing

@Suite struct ImportTests {
  @Test(arguments: Architecture.targets) func `a target imports what the table allows`(
    target: String
  ) throws {
    let files = try Project.sources(of: target)
    #expect(!files.isEmpty)
    for file in files {
      let foreign = Set(file.imports).subtracting(table(target))
      #expect(foreign.isEmpty, "\(file) imports \(foreign.sorted())")
    }
  }

  @Test func `every folder of sources is a target of the table`() throws {
    let others: Set = ["CCurses", "Benchmarks", "Examples"]
    #expect(
      try Set(Project.folders(in: "Sources")).subtracting(others) == Set(Architecture.targets))
  }

  @Test(arguments: ["PuzzleRules", "Screen", "SyncCore", "URIEncoding"])
  func `a pure target imports nothing at all`(target: String) throws {
    #expect(try Project.sources(of: target).allSatisfy(\.imports.isEmpty))
  }

  @Test(arguments: [
    ("CCurses", ["CursesTerminal"]), ("GRDB", ["ServerStorage", "SyncClient"]),
    ("Hummingbird", ["SyncServer", "SyncTesting", "syncd"]),
    ("AsyncHTTPClient", ["HTTPTransport", "syncd"]),
    ("JWTKit", ["IdentityTokens", "LoginProviders"]),
    ("ArgumentParser", ["CommandProgram", "holds", "levelsmith", "syncctl", "syncd"]),
    ("CursesTerminal", ["holds"]),
  ])
  func `what is hard to replace is known to few`(module: String, users: [String]) throws {
    let actual = try Architecture.targets.filter { target in
      try Project.sources(of: target).contains { $0.imports.contains(module) }
    }
    #expect(actual == users)
  }

  /// Only `holds` knows both, and the game itself nothing of the protocol.
  @Test func `game and sync meet in one program`() {
    let game: Set = [
      "PuzzleRules", "PuzzleSolver", "LevelPack", "Screen", "Game", "CursesTerminal",
    ]
    let sync: Set = ["SyncCore", "SyncClient", "CognitoWire", "HTTPTransport", "SyncServer"]
    let both = Architecture.targets.filter { target in
      let known = table(target).union([target])
      return !known.isDisjoint(with: game) && !known.isDisjoint(with: sync)
    }
    #expect(both == ["holds"])
  }

  @Test func `no target knows itself through others`() {
    for target in Architecture.targets {
      var reached: Set<String> = []
      var waiting = Array(table(target))
      while let next = waiting.popLast() {
        if reached.insert(next).inserted { waiting += Architecture.table[next] ?? [] }
      }
      #expect(!reached.contains(target), "\(target) depends on itself")
    }
  }

  private func table(_ target: String) -> Set<String> { Architecture.table[target] ?? [] }
}
