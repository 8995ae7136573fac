import GRDB
import SyncCore

/// Reported events in the database: only ever added.
enum AnalyticsRow {
  private static let millisecondsPerHour: Int64 = 3_600_000

  static func insert(_ event: AnalyticsEvent, _ database: Database) throws {
    try database.run(
      """
      INSERT INTO analytics_event (identity, pool, app_id, received_ms, type, json)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      .text(event.identity?.rawValue), .text(event.pool?.rawValue), .text(event.appID),
      .time(event.received), .text(event.type), .text(event.json))
    try database.run(
      """
      INSERT INTO analytics_hour (hour, first, last) VALUES (?1, ?2, ?2)
      ON CONFLICT (hour) DO UPDATE SET last = ?2
      """,
      .integer(hour(of: event.received)), .integer(database.lastInsertedRowID))
  }

  /// The statement that answers a query with these filters: each walks one index, or the numbers,
  /// in the order of the answer.
  static func selection(_ leading: Filter?) -> String {
    """
    SELECT number, identity, pool, app_id, received_ms, type, json FROM analytics_event
    WHERE \(leading.map(\.condition) ?? "")number BETWEEN ?1 AND ?2
      AND received_ms >= ?3 AND received_ms < ?4
      AND (?5 IS NULL OR identity = ?5) AND (?6 IS NULL OR app_id = ?6)
      AND (?7 IS NULL OR type = ?7)
    ORDER BY number LIMIT ?8
    """
  }

  /// The filters that have an index, the most selective first.
  enum Filter: CaseIterable {
    case identity
    case type
    case app

    fileprivate var condition: String {
      switch self {
      case .identity: "identity = ?5 AND "
      case .type: "type = ?7 AND "
      case .app: "app_id = ?6 AND "
      }
    }

    fileprivate func isUsed(by query: AnalyticsQuery) -> Bool {
      switch self {
      case .identity: query.identity != nil
      case .type: query.type != nil
      case .app: query.appID != nil
      }
    }
  }

  static func fetch(
    _ query: AnalyticsQuery, _ database: Database
  ) throws -> [(number: Int64, event: AnalyticsEvent)] {
    let since = query.since?.milliseconds ?? .min
    let until = query.until?.milliseconds ?? .max
    guard let numbers = try numbers(since: since, until: until, database) else { return [] }
    let first = max(numbers.lowerBound, (query.after ?? 0) + 1)
    return try database.all(
      selection(Filter.allCases.first { $0.isUsed(by: query) }), .integer(first),
      .integer(numbers.upperBound), .integer(since), .integer(until),
      .text(query.identity?.rawValue), .text(query.appID), .text(query.type),
      .integer(query.limit)
    ) { row in
      let event = AnalyticsEvent(
        identity: row.optional(row.text, 1).flatMap(IdentityID.init),
        pool: row.optional(row.text, 2).flatMap(IdentityPoolID.init), appID: row.text(3),
        received: row.time(4), type: row.text(5), json: row.text(6))
      return (row.integer(0), event)
    }
  }

  static let hours = "SELECT min(first), max(last) FROM analytics_hour WHERE hour BETWEEN ? AND ?"

  /// Returns the numbers between which all events of some time are, or nothing if there are none.
  private static func numbers(
    since: Int64, until: Int64, _ database: Database
  ) throws -> ClosedRange<Int64>? {
    let found = try database.first(
      hours, .integer(since.flooredQuotient(by: millisecondsPerHour)),
      .integer(until.flooredQuotient(by: millisecondsPerHour))
    ) { row in row.isNull(0) ? nil : row.integer(0)...row.integer(1) }
    return found.flatMap(\.self)
  }

  private static func hour(of moment: Timestamp) -> Int64 {
    moment.milliseconds.flooredQuotient(by: millisecondsPerHour)
  }
}
