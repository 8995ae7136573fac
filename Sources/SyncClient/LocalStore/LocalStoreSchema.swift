import GRDB

/// The tables of a local store, as a list of named steps that only ever grows
/// (cognito-sync.md 6.2).
enum LocalStoreSchema {
  /// Throws when a later version wrote the database, which is only read.
  static func verify(_ queue: DatabaseQueue) throws {
    let isUnknown = try queue.read { try migrator.hasBeenSuperseded($0) }
    guard !isUnknown else { throw StoreError.tooNew(version: "unknown") }
  }

  /// Brings a database to the newest schema; no step loses a row.
  static func migrate(_ queue: DatabaseQueue) throws {
    let migrator = migrator
    guard try queue.read({ try !migrator.hasCompletedMigrations($0) }) else { return }
    try migrator.migrate(queue)
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("001-datasets") { database in
      try database.execute(sql: datasets)
    }
    migrator.registerMigration("002-device") { database in
      try database.execute(sql: device)
    }
    migrator.registerMigration("003-journal") { database in
      try database.execute(sql: journal)
    }
    return migrator
  }

  private static let datasets = """
    CREATE TABLE dataset (
      identity_id TEXT NOT NULL,
      name TEXT NOT NULL,
      created_at INTEGER,
      modified_at INTEGER,
      modified_by TEXT,
      storage_bytes INTEGER NOT NULL DEFAULT 0,
      record_count INTEGER NOT NULL DEFAULT 0,
      last_sync_count INTEGER NOT NULL DEFAULT 0 CHECK (last_sync_count >= -1),
      last_sync_at INTEGER,
      PRIMARY KEY (identity_id, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE record (
      identity_id TEXT NOT NULL,
      dataset TEXT NOT NULL,
      key TEXT NOT NULL,
      value TEXT,
      sync_count INTEGER NOT NULL DEFAULT 0,
      dirty INTEGER NOT NULL DEFAULT 1 CHECK (dirty BETWEEN 0 AND 2),
      edit_seq INTEGER NOT NULL DEFAULT 0,
      modified_at INTEGER,
      modified_by TEXT,
      device_modified_at INTEGER,
      PRIMARY KEY (identity_id, dataset, key)
    ) STRICT;

    CREATE TABLE meta (
      key TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  /// The hash stands for the token, which is nobody's business but the push service's.
  private static let device = """
    CREATE TABLE device (
      identity_id TEXT NOT NULL PRIMARY KEY,
      platform TEXT NOT NULL,
      token_hash TEXT NOT NULL,
      device_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  /// Records learn which device wrote them, datasets how the last attempt ended.
  private static let journal = """
    ALTER TABLE record ADD COLUMN modified_device TEXT;
    ALTER TABLE dataset ADD COLUMN last_attempt_at INTEGER;
    ALTER TABLE dataset ADD COLUMN last_error_code TEXT;
    ALTER TABLE dataset ADD COLUMN last_error_message TEXT;
    ALTER TABLE dataset ADD COLUMN last_journal_id INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE journal (
      identity_id TEXT NOT NULL,
      dataset TEXT NOT NULL,
      key TEXT NOT NULL,
      id INTEGER NOT NULL,
      noted_at INTEGER NOT NULL,
      cause TEXT NOT NULL,
      rule TEXT,
      winner TEXT,
      source TEXT,
      value TEXT,
      replaced TEXT,
      remote TEXT,
      edit_seq INTEGER NOT NULL,
      sync_count INTEGER NOT NULL,
      modified_at INTEGER,
      modified_by TEXT,
      modified_device TEXT,
      device_modified_at INTEGER,
      PRIMARY KEY (identity_id, dataset, key, id)
    ) STRICT, WITHOUT ROWID;
    """
}
