import SyncCore
import Testing

@testable import SyncClient

/// What the journal keeps of a cause.
@Suite struct CauseColumnsTests {
  private static let causes: [ChangeCause] = [
    .edited, .uploaded, .received, .matched, .changedByService,
    .conflict(.local, rule: "r", remote: "x"), .conflict(.remote, rule: "", remote: nil),
    .conflict(.other, rule: "r", remote: ""),
    .moved(from: IdentityID("us-east-1:ab"), rule: "r"), .moved(from: nil, rule: nil),
    .keptAfterDeletion, .datasetDeleted, .dropped,
  ]

  @Test(arguments: causes) func `a cause comes back as it was written`(cause: ChangeCause) {
    #expect(CauseColumns(cause).cause == cause)
  }

  @Test func `a merged dataset comes back with its name`() throws {
    let cause = ChangeCause.merged(try #require(DatasetName("a.us-east-1:ab")), rule: "r")
    #expect(CauseColumns(cause).cause == cause)
  }

  @Test func `a cause of a later version is none`() {
    #expect(CauseColumns(kind: "invented-later").cause == nil)
    #expect(CauseColumns(kind: "conflict", winner: "nobody").cause == nil)
  }
}
