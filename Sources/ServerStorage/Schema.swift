import GRDB

/// The tables of the service's database and how they came to be.
///
/// Migrations are only ever added: a released one is never edited.
enum Schema {
  /// Marks the file as ours, "HHld" in ASCII.
  static let applicationID: Int32 = 0x4848_6c64

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("001-service") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: identities)
      try database.execute(sql: datasets)
      try database.execute(sql: accounts)
    }
    migrator.registerMigration("002-sync-service") { database in
      try database.execute(sql: settings)
      try database.execute(sql: devices)
      try database.execute(sql: streams)
      try database.execute(sql: analytics)
    }
    migrator.registerMigration("003-identity-pools") { database in
      try database.execute(sql: retirement)
    }
    migrator.registerMigration("004-roles") { database in
      try database.execute(sql: RoleRow.schema)
    }
    migrator.registerMigration("005-identity-service") { database in
      try database.execute(sql: RoleMappingRow.schema)
      try database.execute(sql: PrincipalTagRow.schema)
    }
    migrator.registerMigration("006-writing-device") { database in
      try database.execute(sql: "ALTER TABLE record ADD COLUMN device_name TEXT")
      try database.execute(sql: "ALTER TABLE queued_record ADD COLUMN device_name TEXT")
    }
    return migrator
  }

  /// A setting is one member of a list or map of CreateIdentityPool.
  private static let identities = """
    CREATE TABLE meta (
      key TEXT PRIMARY KEY NOT NULL,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE pool (
      id TEXT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      allows_guests INTEGER NOT NULL,
      allows_classic_flow INTEGER,
      developer_provider TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE pool_setting (
      pool TEXT NOT NULL REFERENCES pool(id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      flag INTEGER NOT NULL,
      PRIMARY KEY (pool, kind, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE identity (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      pool TEXT NOT NULL REFERENCES pool(id),
      merged_into TEXT REFERENCES identity(id),
      datasets INTEGER NOT NULL DEFAULT 0,
      created_ms INTEGER NOT NULL,
      modified_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX identity_pool ON identity(pool);
    CREATE INDEX identity_parent ON identity(merged_into) WHERE merged_into IS NOT NULL;
    CREATE TABLE login (
      pool TEXT NOT NULL REFERENCES pool(id),
      provider TEXT NOT NULL,
      user TEXT NOT NULL,
      identity INTEGER NOT NULL REFERENCES identity(number),
      PRIMARY KEY (pool, provider, user)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX login_identity ON login(identity);
    """

  /// Sessions begin with their end, so that new ones are added beside one another and old ones
  /// are dropped together.
  private static let datasets = """
    CREATE TABLE dataset (
      number INTEGER PRIMARY KEY,
      identity INTEGER NOT NULL REFERENCES identity(number),
      name TEXT NOT NULL,
      live INTEGER NOT NULL,
      sync_count INTEGER NOT NULL,
      deleted_at INTEGER,
      created_ms INTEGER NOT NULL,
      modified_ms INTEGER NOT NULL,
      modified_by TEXT,
      bytes INTEGER NOT NULL,
      records INTEGER NOT NULL,
      tombstones INTEGER NOT NULL,
      tombstone_floor INTEGER NOT NULL,
      UNIQUE (identity, name)
    ) STRICT;
    CREATE TABLE record (
      dataset INTEGER NOT NULL REFERENCES dataset(number),
      key TEXT NOT NULL,
      value TEXT,
      sync_count INTEGER NOT NULL,
      modified_ms INTEGER NOT NULL,
      modified_by TEXT,
      device_ms INTEGER,
      PRIMARY KEY (dataset, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX record_since ON record(dataset, sync_count, key);
    CREATE TABLE spent_session (
      expires_ms INTEGER NOT NULL,
      id BLOB NOT NULL,
      PRIMARY KEY (expires_ms, id)
    ) STRICT, WITHOUT ROWID;
    """

  private static let accounts = """
    CREATE TABLE account (
      name TEXT PRIMARY KEY NOT NULL,
      display_name TEXT NOT NULL,
      subject TEXT NOT NULL UNIQUE,
      password_hash TEXT NOT NULL,
      created_ms INTEGER NOT NULL,
      modified_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE session_family (
      number INTEGER PRIMARY KEY,
      account TEXT NOT NULL REFERENCES account(name) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX session_family_account ON session_family(account);
    CREATE TABLE refresh_token (
      digest BLOB PRIMARY KEY NOT NULL,
      family INTEGER NOT NULL REFERENCES session_family(number) ON DELETE CASCADE,
      expires_ms INTEGER NOT NULL,
      is_replaced INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX refresh_token_family ON refresh_token(family);
    CREATE INDEX refresh_token_expiry ON refresh_token(expires_ms);
    """
}
