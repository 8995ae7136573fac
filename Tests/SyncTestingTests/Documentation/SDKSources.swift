import Foundation

/// The sources of the SDK and what is written about it.
enum SDKSources {
  /// What an app adds to its dependencies.
  static let products = ["SyncClient", "HTTPTransport", "SyncTesting"]
  /// Where the catalogue of articles lies.
  static let catalog = "Sources/SyncClient/SyncClient.docc"

  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// What the modules promise together.
  static func declarations(of modules: [String]) throws -> [PublicDeclaration] {
    try modules.flatMap { try paths(in: "Sources/\($0)", ending: ".swift") }.flatMap {
      DeclarationScanner.scan(try lines(of: $0), of: $0)
    }
  }

  /// What an app can come across: all that the products promise, and what they name of the values
  /// that they share with the service.
  static func reachableDeclarations() throws -> [PublicDeclaration] {
    var reached = try declarations(of: products)
    var rest = try declarations(of: ["SyncCore"])
    var names = Set(reached.flatMap(\.words))
    while true {
      let found = rest.filter { names.contains(Substring($0.path[0])) }
      guard !found.isEmpty else { return reached }
      rest.removeAll { names.contains(Substring($0.path[0])) }
      reached += found
      names.formUnion(found.flatMap(\.words))
    }
  }

  /// The files with compiled examples, their lines as listings have them.
  static func examples() throws -> [[String]] {
    try paths(in: "Tests/SyncTestingTests/Examples", ending: ".swift").map {
      try lines(of: $0).map(Listing.plain)
    }
  }

  /// The articles, by name without ending.
  static func articles() throws -> [String: [String]] {
    let paths = try paths(in: catalog, ending: ".md")
    return try Dictionary(
      uniqueKeysWithValues: paths.map { path in
        let name = path.split(separator: "/").last?.dropLast(3) ?? ""
        return (String(name), try lines(of: path))
      })
  }

  /// What the README says about the SDK.
  static func readme() throws -> [String] {
    let section = try lines(of: "README.md").drop { $0 != "## The SDK" }.dropFirst()
    return Array(section.prefix { !$0.hasPrefix("## ") })
  }

  static func lines(of path: String) throws -> [String] {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
      .components(separatedBy: "\n")
  }

  private static func paths(in folder: String, ending: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path())
      .filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
  }
}
