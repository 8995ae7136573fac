import Foundation

/// The files of this package, as the tests read them.
enum Project {
  /// One Swift file.
  struct File: Sendable, CustomStringConvertible {
    /// From the root of the package.
    let path: String
    let lines: [String]

    var description: String { path }

    /// The numbers of lines whose code, without remarks and texts, has `what` in it.
    func lines(with what: String) -> [Int] {
      lines.enumerated().filter { _, line in
        guard line.contains(what) else { return false }
        let line = line.drop { $0 == " " }
        return !line.hasPrefix("//") && Project.withoutTexts(line).contains(what)
      }.map { $0.offset + 1 }
    }

    /// The modules that it imports.
    var imports: [String] {
      lines.compactMap { line in
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index < words.count - 1,
          words[..<index].allSatisfy(Self.mayPrecedeImport)
        else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "func", "var", "let", "protocol"]
        let name = kinds.contains(words[index + 1]) ? words[index + 2] : words[index + 1]
        return String(name.prefix { $0 != "." })
      }
    }

    private static func mayPrecedeImport(_ word: Substring) -> Bool {
      word.hasPrefix("@")
        || ["public", "package", "internal", "private", "fileprivate"].contains(word)
    }
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The Swift files of one target.
  static func sources(of target: String) throws -> [File] { try files(in: "Sources/\(target)") }

  /// All Swift files of all targets and their tests.
  static func everything() throws -> [File] { try files(in: "Sources") + files(in: "Tests") }

  /// The Swift files below a folder, by path.
  static func files(in folder: String) throws -> [File] {
    try paths(in: folder).filter { $0.hasSuffix(".swift") }.map { path in
      File(path: path, lines: try text(of: path).components(separatedBy: "\n"))
    }
  }

  /// All files below a folder, by path from the root.
  static func paths(in folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path())
      .sorted().map { "\(folder)/\($0)" }
  }

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The folders of targets below `Sources` or `Tests`.
  static func folders(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path())
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  private static func withoutTexts(_ line: Substring) -> String {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .map { $0.offset.isMultiple(of: 2) ? String($0.element) : "" }.joined(separator: "\"")
  }
}
