import IdentityCore
import SyncCore
import Testing

/// Where datasets of a merged identity go, cognito-sync.md 3.5, point 4.
@Suite struct MergedDatasetNamesTests {
  private func places(_ names: [String], taken: [String] = []) throws -> [String] {
    let source = try #require(IdentityID("r:1"))
    return MergedDatasetNames.places(
      for: names.compactMap(DatasetName.init), of: source,
      taken: Set(taken.compactMap(DatasetName.init))
    ).map(\.place.rawValue)
  }

  @Test func `I-018 a dataset gets the name of its old identity, at every merge`() throws {
    #expect(try places(["D", "D.r:2"]) == ["D.r:1", "D.r:2.r:1"])
  }

  @Test func `a name that would be too long stays`() throws {
    let long = String(repeating: "d", count: 125)
    #expect(try places([long]) == [long])
  }

  @Test func `where both are taken a number helps`() throws {
    #expect(try places(["D"], taken: ["D.r:1"]) == ["D"])
    #expect(try places(["D"], taken: ["D.r:1", "D"]) == ["D.2.r:1"])
    #expect(try places(["D"], taken: ["D.r:1", "D", "D.2.r:1"]) == ["D.3.r:1"])
    let long = String(repeating: "d", count: 128)
    #expect(try places([long], taken: [long]) == [long.prefix(122) + ".2.r:1"])
  }

  @Test func `two datasets of one identity do not meet`() throws {
    let long = String(repeating: "d", count: 127)
    let found = try places([long + "a", long + "b"], taken: [long + "a", long + "b"])
    #expect(Set(found).count == 2)
  }
}
