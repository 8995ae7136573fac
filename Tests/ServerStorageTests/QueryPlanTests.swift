import GRDB
import Testing

@testable import ServerStorage

/// Hot statements find their rows through an index and in order.
@Suite struct QueryPlanTests {
  @Test(arguments: [
    DatasetRow.selection, DatasetRow.namesBetween, DatasetRow.description, RecordRows.listing,
    RecordRows.summary, SpentSessions.lookup, IdentityRow.owner,
  ])
  func `a hot read neither scans nor sorts`(sql: String) throws {
    let database = try DatabaseQueue()
    try Schema.migrator.migrate(database)
    let plan = try database.read { database in
      let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
      // Parameters left out are NULL, which does not change the plan.
      statement.setUncheckedArguments([])
      return try Row.fetchAll(statement).map { $0["detail"] as String }
    }
    try #require(!plan.isEmpty)
    for step in plan {
      #expect(step.hasPrefix("SEARCH"), "\(plan)")
    }
  }
}
