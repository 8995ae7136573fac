import GRDB
import SyncCore

/// Accounts in the database.
enum AccountRow {
  static func fetch(_ name: String, _ database: Database) throws -> Account? {
    try database.first(
      """
      SELECT name, display_name, subject, password_hash, created_ms, modified_ms
      FROM account WHERE name = ?
      """,
      .text(name)
    ) { row in
      Account(
        name: row.text(0), displayName: row.text(1), subject: row.text(2),
        passwordHash: row.text(3), created: row.time(4), lastModified: row.time(5))
    }
  }

  static func insert(_ account: Account, _ database: Database) throws {
    guard try fetch(account.name, database) == nil else { throw StoreError.account(.exists) }
    try database.run(
      """
      INSERT INTO account (name, display_name, subject, password_hash, created_ms, modified_ms)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      .text(account.name), .text(account.displayName), .text(account.subject),
      .text(account.passwordHash), .time(account.created), .time(account.lastModified))
  }

  /// Fails unless the account exists and has this password hash.
  static func checkPassword(
    of name: String, is hash: String, _ database: Database
  ) throws {
    guard let account = try fetch(name, database) else { throw StoreError.account(.notFound) }
    guard account.passwordHash == hash else { throw StoreError.account(.changedMeanwhile) }
  }
}
