import GRDB
import IdentityCore
import SyncCore

/// Identities and their logins in the database.
enum IdentityRow {
  private struct Found {
    var number: Int64
    var identity: Identity
  }

  static func fetch(_ id: IdentityID, _ database: Database) throws -> Identity? {
    let found = try database.first(
      """
      SELECT number, pool, merged_into, is_closed, created_ms, modified_ms
      FROM identity WHERE id = ?
      """,
      .text(id.rawValue)
    ) { row -> Found? in
      guard let pool = IdentityPoolID(row.text(1)) else { return nil }
      let open: Identity.State = row.flag(3) ? .closed : .enabled
      let parent = row.optional(row.text, 2).flatMap(IdentityID.init)
      return Found(
        number: row.integer(0),
        identity: Identity(
          id: id, pool: pool, state: parent.map { .disabled(mergedInto: $0) } ?? open,
          created: row.time(4), lastModified: row.time(5)))
    }
    guard var found = found.flatMap(\.self) else { return nil }
    let logins = try database.all(
      "SELECT provider, user FROM login WHERE identity = ?", .integer(found.number)
    ) { Login(provider: $0.text(0), user: $0.text(1)) }
    found.identity.logins = Set(logins)
    return found.identity
  }

  /// Returns where `identity` ended up after all merges.
  static func parent(of identity: Identity, _ database: Database) throws -> Identity {
    guard let next = try identity.mergedInto.flatMap({ try fetch($0, database) }) else {
      return identity
    }
    return try parent(of: next, database)
  }

  static let owner = """
    SELECT i.id FROM login l JOIN identity i ON i.number = l.identity
    WHERE l.pool = ? AND l.provider = ? AND l.user = ?
    """

  /// Returns the identities to whom at least one of `logins` is linked.
  static func owners(
    of logins: Set<Login>, in pool: IdentityPoolID, _ database: Database
  ) throws -> [Identity] {
    var ids: Set<IdentityID> = []
    for login in logins {
      let id = try database.first(
        owner, .text(pool.rawValue), .text(login.provider), .text(login.user)
      ) { IdentityID($0.text(0)) }
      if let id = id.flatMap(\.self) { ids.insert(id) }
    }
    return try ids.compactMap { try fetch($0, database) }
  }

  /// Writes `identity` over what is stored; logins must have left their old owners before.
  static func save(_ identity: Identity, _ database: Database) throws {
    try database.run(
      """
      INSERT INTO identity (id, pool, merged_into, is_closed, created_ms, modified_ms)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT (id) DO UPDATE SET merged_into = ?3, is_closed = ?4, modified_ms = ?6
      """,
      .text(identity.id.rawValue), .text(identity.pool.rawValue),
      .text(identity.mergedInto?.rawValue), .flag(identity.state == .closed),
      .time(identity.created),
      .time(identity.lastModified))
    let number = SQLValue.integer(try number(of: identity.id, database))
    try database.run("DELETE FROM login WHERE identity = ?", number)
    for login in identity.logins.sorted() {
      try database.run(
        "INSERT INTO login (pool, provider, user, identity) VALUES (?, ?, ?, ?)",
        .text(identity.pool.rawValue), .text(login.provider), .text(login.user), number)
    }
  }

  /// Returns the row of an enabled identity, or nothing when the pool has no such identity; fails
  /// for unknown pools and disabled identities.
  static func usable(
    _ id: IdentityID, in pool: IdentityPoolID, _ database: Database
  ) throws -> Int64? {
    guard let identity = try fetch(id, database), identity.pool == pool else {
      try PoolRow.require(pool, database)
      return nil
    }
    guard identity.state == .enabled else { throw StoreError.identity(.forbidden(id)) }
    return try number(of: id, database)
  }

  static func number(of id: IdentityID, _ database: Database) throws -> Int64? {
    try database.first("SELECT number FROM identity WHERE id = ?", .text(id.rawValue)) {
      $0.integer(0)
    }
  }

  static let parent = """
    SELECT merged_into FROM identity WHERE id = ?1
    UNION ALL SELECT merged_into FROM retired_identity WHERE id = ?1
    """

  /// Returns where the identity `id`, deleted or not, ended up after all merges; nothing when there
  /// never was such an identity.
  static func destination(of id: IdentityID, _ database: Database) throws -> IdentityID? {
    let next = try database.first(parent, .text(id.rawValue)) { row in
      row.isNull(0) ? id : IdentityID(row.text(0))
    }
    guard let next = next.flatMap(\.self), next != id else { return next.flatMap(\.self) }
    return try destination(of: next, database)
  }

  /// Tells whether nobody has or had this id.
  static func isFree(_ id: IdentityID, _ database: Database) throws -> Bool {
    try !database.exists(parent, .text(id.rawValue))
  }

  static let page = """
    SELECT id FROM identity
    WHERE pool = ?1 AND id > ?2 AND (merged_into IS NULL AND NOT is_closed OR NOT ?4)
    ORDER BY id LIMIT ?3
    """

  /// Returns up to `count` ids of a pool after `last`.
  static func ids(
    in pool: IdentityPoolID, after last: IdentityID?, count: Int, hidingDisabled: Bool,
    _ database: Database
  ) throws -> [IdentityID] {
    try database.all(
      page, .text(pool.rawValue), .text(last?.rawValue ?? ""), .integer(count),
      .flag(hidingDisabled)
    ) { IdentityID($0.text(0)) }.compactMap(\.self)
  }

  /// Lets logins of `old` be logins of `new`, where nobody has those already.
  static func renameProvider(from old: String, to new: String, _ database: Database) throws {
    try database.run(
      """
      UPDATE login AS l SET provider = ?2
      WHERE provider = ?1
        AND NOT EXISTS (SELECT 1 FROM login o
          WHERE o.pool = l.pool AND o.provider = ?2 AND o.user = l.user)
        AND NOT EXISTS (SELECT 1 FROM login o
          WHERE o.identity = l.identity AND o.provider = ?2)
      """,
      .text(old), .text(new))
  }
}
