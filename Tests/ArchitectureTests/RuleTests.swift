import Foundation
import Testing

/// What holds for every file, so that nobody has to look for it.
@Suite struct RuleTests {
  /// Targets that decide and never ask the world.
  static let cores = ["PuzzleRules", "Game", "SyncCore", "IdentityCore"]

  @Test func `no file is longer than 500 lines`() throws {
    let files = try Project.everything()
    #expect(files.count > 300)
    for file in files where file.lines.count > 501 {
      Issue.record("\(file) has \(file.lines.count - 1) lines")
    }
  }

  @Test(arguments: [
    "try!", "fatalError(", "as! ", "@unchecked Sendable", "nonisolated(unsafe)",
  ])
  func `sources do without`(what: String) throws {
    for file in try Project.files(in: "Sources") {
      for line in file.lines(with: what) { Issue.record("\(file):\(line) has '\(what)'") }
    }
  }

  @Test(arguments: ["TO" + "DO", "FIX" + "ME"])
  func `nothing is left for later in a remark`(what: String) throws {
    for file in try Project.everything() {
      for (number, line) in file.lines.enumerated() where line.contains(what) {
        Issue.record("\(file):\(number + 1) has '\(what)'")
      }
    }
  }

  @Test(arguments: cores, ["Date()", "Date.now", ".random(", "ContinuousClock", "SuspendingClock"])
  func `a core reads no clock and rolls no die`(target: String, what: String) throws {
    for file in try Project.sources(of: target) {
      for line in file.lines(with: what) { Issue.record("\(file):\(line) has '\(what)'") }
    }
  }

  @Test(arguments: cores, ["async ", "await ", " print("])
  func `a core neither waits nor prints`(target: String, what: String) throws {
    for file in try Project.sources(of: target) {
      for line in file.lines(with: what) { Issue.record("\(file):\(line) has '\(what)'") }
    }
  }

  /// A database type in a signature would make SQLite part of what a target promises.
  @Test(arguments: ["SyncClient", "ServerStorage"])
  func `no promise of a storing target names its database`(target: String) throws {
    for file in try Project.sources(of: target) {
      #expect(!file.lines.contains { $0.contains("public import GRDB") }, "\(file)")
      #expect(!file.lines.contains { $0.contains("package import GRDB") }, "\(file)")
    }
  }

  @Test(arguments: ["home", "root", "work", "Users"])
  func `no path of one machine is written down`(folder: String) throws {
    let folders = ["Sources", "Tests", "Assets", ".ci"]
    let paths = try folders.flatMap { try Project.paths(in: $0) }
    for path in ["Package.swift", "Makefile", "README.md"] + paths {
      guard let text = try? Project.text(of: path), text.contains("/\(folder)/") else { continue }
      // In the middle of a path or an address it is somebody else's.
      let match = text.components(separatedBy: "/\(folder)/").dropLast().first { before in
        before.last.map { !$0.isLetter && !$0.isNumber && !"_.:})".contains($0) } ?? true
      }
      #expect(match == nil, "\(path) names a folder of one machine")
    }
  }

  /// Warnings are errors and imports are hidden in every target, tests included.
  @Test func `every target has the strict settings`() throws {
    let manifest = try Project.text(of: "Package.swift")
    let declared = manifest.matches(of: /\.(target|executableTarget|testTarget)\(/).count
    let settings = manifest.matches(of: /swiftSettings: (strict|mainActor)\b/).count
    #expect(declared > 15)
    #expect(declared == settings)
  }

  @Test func `the tests of a target bear its name`() throws {
    let targets = Set(try Project.folders(in: "Sources"))
    let others: Set = [
      "TestKit", "IntegrationTests", "EndToEndTests", "ArchitectureTests", "ServiceRobustnessTests",
      "ExampleTests",
    ]
    for folder in try Project.folders(in: "Tests") where !others.contains(folder) {
      let name = folder.hasSuffix("Tests") ? String(folder.dropLast(5)) : folder
      #expect(targets.contains(name) || name == "GameProgress", "\(folder) mirrors no target")
    }
  }
}
