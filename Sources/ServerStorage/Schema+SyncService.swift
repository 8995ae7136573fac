extension Schema {
  /// A pool has a row once something was set.
  static let settings = """
    CREATE TABLE pool_sync (
      pool TEXT PRIMARY KEY NOT NULL REFERENCES pool(id) ON DELETE CASCADE,
      has_push INTEGER NOT NULL,
      push_role TEXT,
      has_streams INTEGER NOT NULL,
      stream_name TEXT,
      stream_role TEXT,
      stream_status TEXT,
      trigger_arn TEXT,
      bulk_status TEXT NOT NULL,
      bulk_started_ms INTEGER,
      bulk_completed_ms INTEGER,
      bulk_failure TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE push_application (
      pool TEXT NOT NULL REFERENCES pool_sync(pool) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      arn TEXT NOT NULL,
      PRIMARY KEY (pool, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE session_count (
      pool TEXT NOT NULL REFERENCES pool(id) ON DELETE CASCADE,
      month INTEGER NOT NULL,
      sessions INTEGER NOT NULL,
      PRIMARY KEY (pool, month)
    ) STRICT, WITHOUT ROWID;
    """

  static let devices = """
    CREATE TABLE device (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      identity INTEGER NOT NULL REFERENCES identity(number) ON DELETE CASCADE,
      platform TEXT NOT NULL,
      token TEXT NOT NULL,
      is_enabled INTEGER NOT NULL,
      created_ms INTEGER NOT NULL,
      UNIQUE (identity, platform, token)
    ) STRICT;
    CREATE TABLE subscription (
      dataset INTEGER NOT NULL REFERENCES dataset(number) ON DELETE CASCADE,
      device INTEGER NOT NULL REFERENCES device(number) ON DELETE CASCADE,
      PRIMARY KEY (dataset, device)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX subscription_device ON subscription(device);
    """

  /// Numbers are never used twice, so that what was published can be told by the last one.
  static let streams = """
    CREATE TABLE queued_commit (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      pool TEXT NOT NULL REFERENCES pool(id) ON DELETE CASCADE,
      identity TEXT NOT NULL,
      dataset TEXT NOT NULL,
      sync_count INTEGER NOT NULL,
      modified_ms INTEGER NOT NULL,
      is_deletion INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX queued_commit_pool ON queued_commit(pool, number);
    CREATE TABLE queued_record (
      queued INTEGER NOT NULL REFERENCES queued_commit(number) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      key TEXT NOT NULL,
      value TEXT,
      sync_count INTEGER NOT NULL,
      modified_ms INTEGER NOT NULL,
      modified_by TEXT,
      device_ms INTEGER,
      PRIMARY KEY (queued, position)
    ) STRICT, WITHOUT ROWID;
    """

  /// Events outlive the pools and identities they tell of.
  ///
  /// The hours say which numbers arrived in them, so that a time leads to numbers, by which all
  /// else is ordered.
  static let analytics = """
    CREATE TABLE analytics_event (
      number INTEGER PRIMARY KEY,
      identity TEXT,
      pool TEXT,
      app_id TEXT NOT NULL,
      received_ms INTEGER NOT NULL,
      type TEXT NOT NULL,
      json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX analytics_event_identity ON analytics_event(identity);
    CREATE INDEX analytics_event_app ON analytics_event(app_id);
    CREATE INDEX analytics_event_type ON analytics_event(type);
    CREATE TABLE analytics_hour (
      hour INTEGER PRIMARY KEY NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL
    ) STRICT;
    """

  /// What was deleted is remembered by its id, which nobody else ever gets; an identity that lost
  /// its last login is closed.
  static let retirement = """
    CREATE TABLE retired_pool (
      id TEXT PRIMARY KEY NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE retired_identity (
      id TEXT PRIMARY KEY NOT NULL,
      merged_into TEXT
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE identity ADD COLUMN is_closed INTEGER NOT NULL DEFAULT 0;
    DROP INDEX identity_pool;
    CREATE UNIQUE INDEX identity_place ON identity(pool, id);
    """
}
