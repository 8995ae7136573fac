import Testing

/// What reads the sources reads them rightly, so that a gap is seen.
@Suite struct DeclarationScannerTests {
  private static let source = """
    import Other

    /// Keeps things.
    ///
    /// ```swift
    /// let box = Box()
    /// box.open()
    /// ```
    public struct Box: Sendable {
      /// How it is locked.
      public enum Lock: Hashable {
        /// By nothing.
        case open, ajar
        case code(Int, hint: String)

        var isOpen: Bool {
          switch self {
          case .open: true
          case .ajar, .code: false
          }
        }
      }

      public internal(set) static let limit = 3
      var hidden = 0

      /// Opens it.
      @discardableResult
      public func open(
        _ wide: Bool = false, using keys: [String: (Int, Int)],
      ) async throws(SyncError) -> [Box] {
        let inner = 0
        return []
      }

      public static func < (left: Box, right: Box) -> Bool { false }
      public init?(_ text: String) { nil }
    }

    extension Box.Lock {
      public typealias Source<A> = (A) -> Void
      package func peek() {}
    }
    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

  private var found: [PublicDeclaration] { DeclarationScanner.scan(Self.source, of: "Box.swift") }

  @Test func `public names are found with their labels, and no others`() {
    #expect(
      found.map(\.link) == [
        "Box", "Box/Lock", "Box/Lock/open", "Box/Lock/ajar", "Box/Lock/code(_:hint:)", "Box/limit",
        "Box/open(_:using:)", "Box/<(left:right:)", "Box/init(_:)", "Box/Lock/Source",
      ])
    #expect(found.first?.place == "Box.swift:9")
  }

  @Test func `a comment belongs to what stands below it`() throws {
    #expect(
      found.map { !$0.summary.isEmpty } == [
        true, true, true, true, false, false, true, false, false, false,
      ])
    #expect(found[0].examples == [["let box = Box()", "box.open()"]])
    #expect(found[6].summary == "Opens it.")
    #expect(found[6].examples.isEmpty)
  }

  @Test func `a signature is read to its end`() {
    #expect(found[6].throwsErrors)
    #expect(found[6].words.contains("Box"))
    #expect(!found[6].words.contains("inner"))
    #expect(found[7].isOperator && !found[6].isOperator)
  }

  @Test(arguments: [
    (["a()", "b()"], true), (["a()"], true), (["import M", "", "a()"], true),
    (["a()", "c()"], false), (["b()", "a()"], false), (["a("], false),
    (["import N", "a()"], false),
    ([], false), (["a()", "b()", "c()", "d()"], false),
  ])
  func `a listing is found whole or not at all`(block: [String], isFound: Bool) {
    let source = ["import M", "func f() {", "  a()", "  b()", "  c()", "}"].map(Listing.trimmed)
    #expect(Listing.holds(block, in: source) == isFound)
  }
}
