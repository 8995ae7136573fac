import SyncCore
import Testing

/// Page tokens, cognito-sync.md 2.5, S-051.
@Suite struct LedgerPageTokenTests {
  private static func reference(_ name: String) throws -> DatasetReference {
    DatasetReference(
      pool: try #require(IdentityPoolID("us-east-1:aa")), identity: try LedgerFixtures.identity(),
      name: try #require(DatasetName(name)))
  }

  private static func position() throws -> ListingPosition {
    var position = ListingPosition(requested: 3, snapshot: 40, isFull: true, wasDeleted: false)
    position.lastCount = 17
    position.lastKey = RecordKey("spiele/ß\u{0}-")
    return position
  }

  @Test func `a token leads back to its position`() throws {
    let dataset = try Self.reference("prefs")
    let token = try Self.position().token(for: dataset)
    #expect(try ListingPosition(token: token, for: dataset, since: 3) == Self.position())
    #expect(token.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f })
  }

  @Test func `a token does not fit another dataset or another count`() throws {
    let token = try Self.position().token(for: Self.reference("prefs"))
    let other = try Self.reference("scores")
    #expect(throws: LedgerError.pageTokenNotValid) {
      try ListingPosition(token: token, for: other, since: 3)
    }
    let same = try Self.reference("prefs")
    #expect(throws: LedgerError.pageTokenNotValid) {
      try ListingPosition(token: token, for: same, since: 4)
    }
  }

  @Test(arguments: ["", "1", "1-2-3-4-5-6-7", "-------", "1-x-3-14-h-10-ff", "ü"])
  func `a token that nobody made is refused`(token: String) throws {
    let dataset = try Self.reference("prefs")
    #expect(throws: LedgerError.pageTokenNotValid) {
      try ListingPosition(token: token, for: dataset, since: 3)
    }
  }

  @Test func `a token with any one character changed never traps`() throws {
    let dataset = try Self.reference("prefs")
    let token = try Array(Self.position().token(for: dataset).utf8)
    for index in token.indices {
      for byte in [UInt8(ascii: "-"), UInt8(ascii: "z"), UInt8(ascii: "+"), 0xff] {
        var changed = token
        changed[index] = byte
        let text = String(decoding: changed, as: UTF8.self)
        let position = try? ListingPosition(token: text, for: dataset, since: 3)
        #expect(position.map { $0.lastCount <= $0.snapshot } ?? true)
      }
    }
  }
}
