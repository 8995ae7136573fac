import Testing

/// What is written about the SDK is whole, and true as far as a compiler and these tests can tell.
@Suite struct DocumentationTests {
  @Test func `every public name has a summary`() throws {
    let declarations = try SDKSources.declarations(of: SDKSources.products + ["SyncCore"])
    #expect(declarations.count > 350)
    for declaration in declarations {
      let summary = declaration.summary
      #expect(
        summary.first?.isUppercase ?? false && (summary.hasSuffix(".") || summary.hasSuffix(":")),
        "\(declaration) has no summary")
    }
  }

  /// A property, a case and an initializer are shown by the example of their type.
  @Test func `every type and every function has an example`() throws {
    let declarations = try SDKSources.reachableDeclarations().filter { declaration in
      switch declaration.kind {
      case .type, .alias: true
      case .function: !declaration.isOperator
      case .initializer, .property, .enumCase: false
      }
    }
    #expect(declarations.count > 100)
    for declaration in declarations {
      #expect(!declaration.examples.isEmpty, "\(declaration) has no example")
    }
  }

  @Test func `whatever can fail says why`() throws {
    for declaration in try SDKSources.reachableDeclarations() where declaration.throwsErrors {
      let words = declaration.comment.joined(separator: " ")
      #expect(words.contains("- Throws: "), "\(declaration) does not say what it throws")
    }
  }

  @Test func `every code that is said to be thrown exists`() throws {
    let declarations = try SDKSources.reachableDeclarations()
    let names = Set(declarations.compactMap(\.path.last).map(Self.withoutLabels))
    let links = Set(declarations.map(\.link).map(Self.withoutLabels))
    for declaration in declarations {
      let thrown = declaration.comment.drop { !$0.hasPrefix("- Throws: ") }
        .enumerated().prefix { $0.offset == 0 || $0.element.hasPrefix("  ") }.map(\.element)
      for code in Self.quoted(in: thrown.joined(separator: " ")) {
        let name = Self.withoutLabels(code)
        let link = name.split(separator: ".").joined(separator: "/")
        #expect(
          names.contains(name) || links.contains(link) || declaration.words.contains(name[...]),
          "\(declaration) throws '\(code)', which is nothing")
      }
    }
  }

  @Test func `every example of a comment is compiled`() throws {
    let sources = try SDKSources.examples()
    let declarations = try SDKSources.declarations(of: SDKSources.products + ["SyncCore"])
    for declaration in declarations {
      for block in declaration.examples where !Self.isCompiled(block, in: sources) {
        Issue.record("\(declaration) has an example that no file has:\n\(Self.text(of: block))")
      }
    }
  }

  @Test func `every example of an article is compiled`() throws {
    let sources = try SDKSources.examples()
    var texts = try SDKSources.articles()
    texts["README"] = try SDKSources.readme()
    let blocks = texts.mapValues(Listing.blocks)
    #expect(blocks["README"]?.isEmpty == false)
    #expect(blocks["FromZeroToASyncedDataset"]?.isEmpty == false)
    #expect(blocks["HowConflictsAreDecided"]?.isEmpty == false)
    for (name, blocks) in blocks {
      for block in blocks where !Self.isCompiled(block, in: sources) {
        Issue.record("\(name) has an example that no file has:\n\(Self.text(of: block))")
      }
    }
  }

  /// The catalogue is that of `SyncClient`, so links lead to nothing else.
  @Test func `every link of an article leads somewhere`() throws {
    let links = Set(try SDKSources.declarations(of: ["SyncClient"]).map(\.link))
    let articles = try SDKSources.articles()
    for (name, lines) in articles {
      for link in Self.symbolLinks(in: lines) where link != "SyncClient" {
        #expect(links.contains(link), "\(name) names '\(link)'")
      }
      for link in Self.articleLinks(in: lines) {
        #expect(articles[link] != nil, "\(name) names the article '\(link)'")
      }
    }
  }

  @Test func `the landing page leads to every type and article`() throws {
    let articles = try SDKSources.articles()
    let page = try #require(articles["SyncClient"])
    let links = Set(Self.symbolLinks(in: page))
    for declaration in try SDKSources.declarations(of: ["SyncClient"])
    where declaration.kind == .type && declaration.path.count == 1 {
      #expect(links.contains(declaration.link), "\(declaration) is not on the landing page")
    }
    #expect(Set(Self.articleLinks(in: page)) == Set(articles.keys).subtracting(["SyncClient"]))
  }

  @Test func `the manifest of the first steps names what there is`() throws {
    let article = try #require(try SDKSources.articles()["FromZeroToASyncedDataset"])
    let named = article.joined(separator: "\n").matches(of: /product\(name: "([^"]*)"/)
      .map { String($0.output.1) }
    let manifest = try SDKSources.lines(of: "Package.swift").joined(separator: "\n")
    #expect(Set(named) == Set(SDKSources.products))
    for name in named { #expect(manifest.contains(".library(name: \"\(name)\"")) }
  }

  private static func isCompiled(_ block: [String], in sources: [[String]]) -> Bool {
    sources.contains { Listing.holds(block, in: $0) }
  }

  private static func text(of block: [String]) -> String { block.joined(separator: "\n") }

  private static func quoted(in text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }

  private static func withoutLabels(_ name: String) -> String { String(name.prefix { $0 != "(" }) }

  private static func symbolLinks(in lines: [String]) -> [String] {
    lines.joined(separator: "\n").matches(of: /``([^`\n]+)``/)
      .map { String($0.output.1) }
  }

  private static func articleLinks(in lines: [String]) -> [String] {
    lines.joined(separator: "\n").matches(of: /<doc:([^>]*)>/).map { String($0.output.1) }
  }
}
