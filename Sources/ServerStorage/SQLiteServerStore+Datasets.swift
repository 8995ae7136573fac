import GRDB
import IdentityCore
package import SyncCore

extension SQLiteServerStore {
  /// Writes all patches or none and spends the session.
  package func commit(_ request: CommitRequest) async throws(StoreError) -> [SyncRecord] {
    try await publish { database in
      var row = try Self.row(for: request, database)
      let records = try Self.write(request, to: &row, database)
      if let session = request.session, request.spendsSession || !records.isEmpty {
        try SpentSessions.insert(session, at: request.now, database)
      }
      guard !records.isEmpty else { return ([], []) }
      let dataset = request.dataset
      let count = row.state.syncCount
      if row.isStreaming {
        try QueuedCommitRow.insert(
          PublishedCommit(
            dataset: dataset, syncCount: count, lastModified: request.now, isDeletion: false,
            records: records), database)
      }
      let change = DatasetChange(dataset: dataset, syncCount: count, device: request.device)
      return (records, [change])
    }
  }

  /// Fails where a commit would, else returns the dataset as it is.
  package func preview(_ request: CommitRequest) async throws(StoreError) -> CommitPreview {
    try await read { database in
      let row = try Self.row(for: request, database)
      let rows = row.number.map { RecordRows(dataset: $0) }
      let known = try rows?.summaries(of: request.patches, database) ?? [:]
      do throws(LedgerError) {
        try DatasetState.check(request.patches, against: known, limits: request.limits)
      } catch {
        throw StoreError.ledger(error)
      }
      let everything = ListingPosition(
        requested: 0, snapshot: row.state.syncCount, isFull: true, wasDeleted: false)
      return CommitPreview(
        syncCount: row.state.syncCount,
        records: try rows?.list(from: everything, count: nil, database) ?? [])
    }
  }

  /// Returns the dataset that a commit is for, if its session and the expected count allow it.
  private static func row(
    for request: CommitRequest, _ database: Database
  ) throws -> DatasetRow {
    guard let row = try DatasetRow.fetch(request.dataset, database) else {
      throw StoreError.identity(.identityNotFound(request.dataset.identity))
    }
    try SpentSessions.check(request.session, database)
    let expected = request.expectedSyncCount ?? row.state.syncCount
    guard row.state.syncCount == expected else { throw StoreError.ledger(.datasetChanged) }
    return row
  }

  private static func write(
    _ request: CommitRequest, to row: inout DatasetRow, _ database: Database
  ) throws -> [SyncRecord] {
    let existed = row.state.exists
    let known =
      try row.number.map {
        try RecordRows(dataset: $0).summaries(of: request.patches, database)
      } ?? [:]
    let records: [SyncRecord]
    do {
      records = try row.state.commit(
        request.patches, to: known, by: request.author, at: request.now,
        datasetCount: row.datasetCount, limits: request.limits)
    } catch {
      throw StoreError.ledger(error)
    }
    guard !records.isEmpty else { return [] }
    let number = try row.save(name: request.dataset.name, existedBefore: existed, database)
    let rows = RecordRows(dataset: number)
    try rows.save(records, database)
    let excess = row.state.excessTombstones(limits: request.limits)
    guard excess > 0 else { return records }
    row.state.dropTombstones(try rows.dropTombstones(excess, database))
    try row.saveTombstones(database)
    return records
  }

  /// Lists a page of changes.
  package func list(_ request: ListRequest) async throws(StoreError) -> DatasetListing {
    let brief = readNow { database in
      try Self.list(request, ofAtMost: Self.longestBriefListing, database)
    }
    if let listing = try brief?.get() { return listing }
    let listing = try await read { database in
      try Self.list(request, ofAtMost: .max, database)
    }
    guard let listing else { preconditionFailure("No listing is too long to be made.") }
    return listing
  }

  /// The most bytes of a dataset that is listed on the thread that asks.
  private static let longestBriefListing = 32_768

  /// Lists a page of changes, or nothing when the dataset is larger than so many bytes and may
  /// have changed.
  private static func list(
    _ request: ListRequest, ofAtMost bytes: Int, _ database: Database
  ) throws -> DatasetListing? {
    let row = try DatasetRow.fetch(request.dataset, database)
    if let state = row?.state, request.start != .since(state.syncCount),
      state.storageBytes + 32 * state.tombstoneCount > bytes
    {
      return nil
    }
    try SpentSessions.check(request.session, database)
    do {
      let page = try Self.page(request, row, database)
      let names = try row.map { try Self.mergedNames(of: request.dataset, $0, database) }
      return DatasetListing(page: page, mergedDatasetNames: names ?? [])
    } catch let error as LedgerError {
      throw StoreError.ledger(error)
    }
  }

  private static func page(
    _ request: ListRequest, _ row: DatasetRow?, _ database: Database
  ) throws -> ListingPage {
    let state = row?.state ?? DatasetState()
    let position: ListingPosition
    switch request.start {
    case .since(let count):
      switch try state.beginListing(since: count) {
      case .absent(let page): return page
      case .records(let first): position = first
      }
    case .position(let later):
      try state.continueListing(at: later)
      position = later
    }
    let isAtEnd = position.lastCount == position.snapshot && position.lastKey == nil
    guard let number = row?.number, !isAtEnd else {
      return ListingPage(at: position, state: state, found: [], limit: request.limit)
    }
    let found = try RecordRows(dataset: number).list(
      from: position, count: request.limit.map { $0 + 1 }, database)
    return ListingPage(at: position, state: state, found: found, limit: request.limit)
  }

  private static func mergedNames(
    of dataset: DatasetReference, _ row: DatasetRow, _ database: Database
  ) throws -> [DatasetName] {
    // Most identities have one dataset, or a few; without another there is nothing to look for.
    guard row.datasetCount > (row.state.exists ? 1 : 0) else { return [] }
    // "/" follows "." in ASCII, so that these are all names that begin with "NAME.".
    let names = try database.all(
      DatasetRow.namesBetween, .integer(row.identity), .text("\(dataset.name)."),
      .text("\(dataset.name)/")
    ) { DatasetName($0.text(0)) }
    return try names.compactMap(\.self).filter { name in
      guard let id = dataset.name.mergeSource(of: name), id != dataset.identity else {
        return false
      }
      return try IdentityRow.destination(of: id, database) == dataset.identity
    }
  }

  /// Deletes a dataset for good.
  package func delete(
    _ dataset: DatasetReference, at now: Timestamp
  ) async throws(StoreError) -> DatasetMetadata {
    try await publish { database in
      guard var row = try DatasetRow.fetch(dataset, database), let number = row.number,
        let last = row.state.delete()?.metadata(identity: dataset.identity, name: dataset.name)
      else { throw StoreError.ledger(.datasetNotFound(dataset.name)) }
      try RecordRows(dataset: number).deleteAll(database)
      try SubscriptionRow.deleteAll(to: number, database)
      _ = try row.save(name: dataset.name, existedBefore: true, database)
      let count = row.state.syncCount
      if row.isStreaming {
        try QueuedCommitRow.insert(
          PublishedCommit(
            dataset: dataset, syncCount: count, lastModified: now, isDeletion: true, records: []),
          database)
      }
      return (last, [DatasetChange(dataset: dataset, syncCount: count, isDeletion: true)])
    }
  }

  /// Describes an existing dataset.
  package func describe(_ dataset: DatasetReference) async throws(StoreError) -> DatasetMetadata {
    try await readBriefly { database in
      guard let row = try DatasetRow.fetch(dataset, database),
        let metadata = row.state.metadata(identity: dataset.identity, name: dataset.name)
      else { throw StoreError.ledger(.datasetNotFound(dataset.name)) }
      return metadata
    }
  }

  /// Lists the existing datasets of an identity by name.
  package func datasets(
    of identity: IdentityID, in pool: IdentityPoolID, after last: DatasetName?, limit: Int?
  ) async throws(StoreError) -> DatasetsPage {
    try await readBriefly { database in
      guard let number = try IdentityRow.usable(identity, in: pool, database) else {
        return DatasetsPage(found: [], limit: limit)
      }
      let found = try DatasetRow.describeAll(
        of: identity, number, after: last, count: limit.map { $0 + 1 }, database)
      return DatasetsPage(found: found, limit: limit)
    }
  }

  /// Returns the dataset's count, or zero when it does not exist.
  package func syncCount(of dataset: DatasetReference) async throws(StoreError) -> SyncCount {
    try await readBriefly { database in
      let state = try DatasetRow.fetch(dataset, database)?.state
      return state?.exists == true ? state?.syncCount ?? 0 : 0
    }
  }
}
