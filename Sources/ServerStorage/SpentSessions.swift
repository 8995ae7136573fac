import GRDB
import SyncCore

/// The sync sessions that have made their commit and whose tokens are not too old yet.
enum SpentSessions {
  /// Rows dropped beside one commit at most, so that no commit has to wait for a long clean-up.
  private static let largestCleanUp = 128
  /// One commit in so many cleans up; ids are random.
  private static let cleanUpInterval: UInt8 = 32

  static let lookup = "SELECT 1 FROM spent_session WHERE expires_ms = ? AND id = ?"

  static let insertion = "INSERT INTO spent_session (expires_ms, id) VALUES (?, ?)"

  static let cleanUp = """
    DELETE FROM spent_session WHERE (expires_ms, id) IN (
      SELECT expires_ms, id FROM spent_session WHERE expires_ms <= ? LIMIT ?)
    """

  /// Fails when `session` is spent.
  static func check(_ session: SyncSessionReference?, _ database: Database) throws {
    guard let session,
      try database.exists(lookup, .time(session.expires), .blob(session.id))
    else { return }
    throw StoreError.sessionSpent
  }

  /// Remembers `session` until it expires, and now and then forgets some that have.
  static func insert(
    _ session: SyncSessionReference, at now: Timestamp, _ database: Database
  ) throws {
    try database.run(insertion, .time(session.expires), .blob(session.id))
    guard session.id.last.map({ $0 % cleanUpInterval == 0 }) ?? true else { return }
    try database.run(cleanUp, .time(now), .integer(largestCleanUp))
  }
}
