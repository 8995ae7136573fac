import GRDB
import Testing

@testable import ServerStorage

/// Statements that are run often, or over much, find their rows through an index and in order.
@Suite struct QueryPlanTests {
  private static let commits = [
    DatasetRow.selection, DatasetRow.writing, DatasetRow.insertion, DatasetRow.counting,
    DatasetRow.flooring, RecordRows.summary, RecordRows.writing, RecordRows.dropping,
    RecordRows.deletion, SpentSessions.lookup, SpentSessions.insertion, SpentSessions.cleanUp,
    SubscriptionRow.deletion, QueuedCommitRow.insertion, QueuedCommitRow.recordInsertion,
  ]
  private static let reads = [
    RecordRows.listing, DatasetRow.namesBetween, DatasetRow.description, IdentityRow.owner,
    IdentityRow.parent, IdentityRow.page, PoolRow.page, DeviceRow.known, DeviceRow.number,
    SubscriptionRow.subscribers, SubscriptionRow.datasets, QueuedCommitRow.oldest,
    QueuedCommitRow.records, QueuedCommitRow.removal, DatasetRow.ofPool, UsageRow.ofIdentity,
    AnalyticsRow.hours, AnalyticsRow.selection(nil), MergedDatasets.names,
    RoleMappingRow.selection, RoleMappingRow.rules, PrincipalTagRow.maps, PrincipalTagRow.tags,
  ]
  private static let filtered = AnalyticsRow.Filter.allCases.map(AnalyticsRow.selection)

  private static func database() throws -> DatabaseQueue {
    let database = try DatabaseQueue()
    try Schema.migrator.migrate(database)
    return database
  }

  private static func plan(_ sql: String) throws -> [String] {
    try database().read { database in
      let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
      // Parameters left out are NULL, which does not change the plan.
      statement.setUncheckedArguments([])
      return try Row.fetchAll(statement).map { $0["detail"] as String }
    }
  }

  @Test(arguments: commits + reads + filtered)
  func `A3 a hot statement neither scans nor sorts`(sql: String) throws {
    let plan = try Self.plan(sql)
    #expect(!plan.isEmpty || sql.hasPrefix("INSERT"))
    for step in plan {
      #expect(!step.hasPrefix("SCAN") && !step.contains("TEMP B-TREE"), "\(plan)")
    }
  }

  @Test func `a statement that scans or sorts would be found out`() throws {
    #expect(
      try Self.plan("SELECT * FROM record WHERE value = 'x'").contains { $0.contains("SCAN") })
    let sorted = try Self.plan("SELECT * FROM record WHERE dataset = 1 ORDER BY modified_ms")
    #expect(sorted.contains { $0.contains("TEMP B-TREE") })
  }

  @Test func `the sum over a pool walks no more than a piece of its identities`() throws {
    let plan = try Self.plan(UsageRow.piece)
    #expect(
      plan.contains { $0.contains("SEARCH identity USING") && $0.contains("id>?") }, "\(plan)")
    #expect(plan.contains { $0.contains("SEARCH d USING") }, "\(plan)")
    #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
  }

  @Test func `the queue is not walked to find whose it is`() throws {
    let plan = try Self.plan(QueuedCommitRow.pools)
    #expect(plan.contains { $0.contains("SEARCH q USING") }, "\(plan)")
    #expect(!plan.contains { $0.contains("SCAN q") }, "\(plan)")
  }

  /// Deleting a row looks for those that refer to it.
  @Test func `every reference can be followed back through an index`() throws {
    try Self.database().read { database in
      let tables = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
      let references = try tables.flatMap { table in
        try Row.fetchAll(database, sql: "PRAGMA foreign_key_list(\(table))").map { reference in
          (table, reference["from"] as String)
        }
      }
      try #require(references.count > 10)
      for (table, column) in references {
        let plan = try Row.fetchAll(
          database, sql: "EXPLAIN QUERY PLAN SELECT 1 FROM \(table) WHERE \(column) = 1")
        let steps = plan.map { $0["detail"] as String }
        #expect(steps.allSatisfy { $0.hasPrefix("SEARCH") }, "\(table).\(column): \(steps)")
      }
    }
  }
}
