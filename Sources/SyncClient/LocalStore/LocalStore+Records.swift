import GRDB
package import SyncCore

/// What a dataset's own user calls (cognito-sync.md 6.3).
extension LocalStore {
  /// Makes the dataset known on this device, if it is not.
  package func create(
    _ dataset: DatasetName, of owner: Owner, at moment: Timestamp
  ) throws(StoreError) {
    try write { database in
      try ensure(row(dataset, of: owner, in: database), at: moment, in: database)
    }
  }

  /// Writes all `values` and returns the keys that changed; equal values change nothing.
  package func set(
    _ values: [RecordKey: String], in dataset: DatasetName, of owner: Owner, at moment: Timestamp
  ) throws(StoreError) -> [RecordKey] {
    try edit(values.keys, in: dataset, of: owner, at: moment) { replica, key, sequence in
      guard let value = values[key] else { return false }
      return replica.set(key, to: value, at: moment, editSequence: sequence)
    }
  }

  /// Writes all `values` unless a key of `expected` has another text by now, and tells whether it
  /// did.
  package func set(
    _ values: [RecordKey: String], expecting expected: [RecordKey: String?],
    in dataset: DatasetName, of owner: Owner, at moment: Timestamp
  ) throws(StoreError) -> Bool {
    try write { database in
      let keys = Array(expected.keys) + values.keys.filter { expected[$0] == nil }
      guard let basis = try basis(keys, of: dataset, of: owner, at: moment, in: database) else {
        return true
      }
      let present = basis.replica
      guard expected.allSatisfy({ present.value(for: $0.key).isIdentical(to: $0.value) }) else {
        return false
      }
      try edit(values.keys, basis, in: database) { replica, key, sequence in
        guard let value = values[key] else { return false }
        return replica.set(key, to: value, at: moment, editSequence: sequence)
      }
      return true
    }
  }

  /// Removes all `keys` and returns those that were there.
  package func remove(
    _ keys: [RecordKey], in dataset: DatasetName, of owner: Owner, at moment: Timestamp
  ) throws(StoreError) -> [RecordKey] {
    try edit(keys, in: dataset, of: owner, at: moment) { replica, key, sequence in
      replica.remove(key, at: moment, editSequence: sequence)
    }
  }

  /// Returns the row of `key`, tombstones included.
  package func record(
    _ key: RecordKey, in dataset: DatasetName, of owner: Owner
  ) throws(StoreError) -> LocalRecord? {
    try read { database in
      let row = try row(dataset, of: owner, in: database)
      guard try lastSyncCount(of: row, in: database) != nil else { return nil }
      return try load([key], of: row, in: database).rows[key]
    }
  }

  /// Returns all rows of a dataset, tombstones included; none if the dataset is unknown.
  package func replica(
    of dataset: DatasetName, of owner: Owner
  ) throws(StoreError) -> DatasetReplica {
    try read { database in
      let row = try row(dataset, of: owner, in: database)
      guard try lastSyncCount(of: row, in: database) != nil else { return DatasetReplica() }
      return try loadAll(row, in: database)
    }
  }

  /// Drops all rows; the service's dataset is deleted by the next synchronization.
  package func delete(
    _ dataset: DatasetName, of owner: Owner, at moment: Timestamp
  ) throws(StoreError) -> [RecordKey] {
    try write { database in
      let row = try row(dataset, of: owner, in: database)
      try ensure(row, at: moment, in: database)
      let before = try loadAll(row, in: database)
      var after = before
      after.delete()
      // Rows without an identity were never uploaded. A deletion remembered for them would hit
      // the dataset of whoever signs in next.
      if row.owner == Self.unknownOwner || row.owner == Self.deviceOwner { after.lastSyncCount = 0 }
      try save(after, over: before, of: row, in: database)
      return before.values.keys.sorted()
    }
  }

  /// Returns what is known about each dataset of `owner`, by name.
  package func datasets(of owner: Owner) throws(StoreError) -> [DatasetSummary] {
    try read { database in
      let owner = try name(of: owner, in: database)
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT name, created_at, modified_at, modified_by, storage_bytes, record_count,
            last_sync_count, last_sync_at
          FROM dataset WHERE identity_id = ? ORDER BY name
          """, arguments: [owner])
      return rows.compactMap(DatasetSummary.init(row:))
    }
  }

  /// Takes over what the service says about datasets, without touching records or counts.
  package func refresh(
    _ datasets: [DatasetMetadata], at moment: Timestamp
  ) throws(StoreError) {
    try write { database in
      for metadata in datasets {
        let row = DatasetRow(owner: metadata.identity.rawValue, name: metadata.name)
        try ensure(row, at: moment, in: database)
        try database.execute(
          sql: """
            UPDATE dataset SET created_at = ?, modified_at = ?, modified_by = ?,
              storage_bytes = ?, record_count = ?
            WHERE identity_id = ? AND name = ?
            """,
          arguments: [
            metadata.created.milliseconds, metadata.lastModified.milliseconds,
            metadata.lastModifiedBy, metadata.storageBytes, metadata.recordCount, row.owner,
            row.name.rawValue,
          ])
      }
    }
  }

  private func edit(
    _ keys: some Collection<RecordKey>, in dataset: DatasetName, of owner: Owner,
    at moment: Timestamp, _ change: (inout DatasetReplica, RecordKey, Int64) -> Bool
  ) throws(StoreError) -> [RecordKey] {
    try write { database in
      guard let basis = try basis(keys, of: dataset, of: owner, at: moment, in: database) else {
        return []
      }
      return try edit(keys, basis, in: database, change)
    }
  }

  @discardableResult
  private func edit(
    _ keys: some Collection<RecordKey>, _ basis: EditBasis, in database: Database,
    _ change: (inout DatasetReplica, RecordKey, Int64) -> Bool
  ) throws -> [RecordKey] {
    var after = basis.replica
    var changed: [RecordKey] = []
    // One number serves all keys of a transaction: they cannot be told apart in time.
    let sequence = try nextEdit(after: basis.editNumber, in: database)
    for key in keys where change(&after, key, sequence) { changed.append(key) }
    guard !changed.isEmpty else { return [] }
    try save(after, over: basis.replica, of: basis.row, in: database)
    return changed.sorted()
  }

  /// Reads what an edit of some keys has to know; nothing if there are none.
  ///
  /// Makes the dataset known if it is not.
  private func basis(
    _ keys: some Collection<RecordKey>, of dataset: DatasetName, of owner: Owner,
    at moment: Timestamp, in database: Database
  ) throws -> EditBasis? {
    guard let first = keys.first else { return nil }
    var found = try editBasis(of: dataset, of: owner, with: first, in: database)
    if found == nil {
      try ensure(row(dataset, of: owner, in: database), at: moment, in: database)
      found = try editBasis(of: dataset, of: owner, with: first, in: database)
    }
    guard var basis = found else { throw ReplicaFailure.vanished }
    try load(keys.dropFirst(), of: basis.row, into: &basis.replica, in: database)
    return basis
  }
}
