import IdentityCore
package import SyncCore

extension MemoryServerStore {
  /// Writes all patches or none and spends the session.
  package func commit(_ request: CommitRequest) throws(StoreError) -> [SyncRecord] {
    let dataset = request.dataset
    var ledger = try ledger(for: request)
    let records: [SyncRecord]
    do {
      records = try ledger.commit(
        request.patches, by: request.author, at: request.now,
        datasetCount: existing(dataset.identity).count, limits: request.limits)
    } catch {
      throw .ledger(error)
    }
    if let session = request.session, request.spendsSession || !records.isEmpty {
      spend(session, at: request.now)
    }
    guard !records.isEmpty else { return [] }
    keep(ledger, of: dataset)
    let count = ledger.state.syncCount
    enqueue(
      PublishedCommit(
        dataset: dataset, syncCount: count, lastModified: request.now, isDeletion: false,
        records: records))
    hub.publish([DatasetChange(dataset: dataset, syncCount: count, device: request.device)])
    return records
  }

  /// Fails where a commit would, else returns the dataset as it is.
  package func preview(_ request: CommitRequest) throws(StoreError) -> CommitPreview {
    let ledger = try ledger(for: request)
    do {
      try ledger.check(request.patches, limits: request.limits)
    } catch {
      throw .ledger(error)
    }
    return CommitPreview(syncCount: ledger.state.syncCount, records: ledger.listedRecords)
  }

  /// Lists a page of changes.
  package func list(_ request: ListRequest) throws(StoreError) -> DatasetListing {
    let isKnown = try knows(request.dataset.identity, in: request.dataset.pool)
    try checkUnspent(request.session)
    let none = DatasetLedger(identity: request.dataset.identity, name: request.dataset.name)
    let ledger = isKnown ? self.ledger(request.dataset) : none
    do {
      let page =
        switch request.start {
        case .since(let count): try ledger.list(since: count, limit: request.limit)
        case .position(let position):
          try ledger.list(continuing: position, limit: request.limit)
        }
      return DatasetListing(
        page: page, mergedDatasetNames: isKnown ? mergedNames(of: request.dataset) : [])
    } catch {
      throw .ledger(error)
    }
  }

  /// Deletes a dataset for good.
  package func delete(
    _ dataset: DatasetReference, at now: Timestamp
  ) throws(StoreError) -> DatasetMetadata {
    guard try knows(dataset.identity, in: dataset.pool) else {
      throw .ledger(.datasetNotFound(dataset.name))
    }
    var ledger = self.ledger(dataset)
    do {
      let metadata = try ledger.delete()
      keep(ledger, of: dataset)
      subscriptions[dataset] = nil
      let count = ledger.state.syncCount
      enqueue(
        PublishedCommit(
          dataset: dataset, syncCount: count, lastModified: now, isDeletion: true, records: []))
      hub.publish([DatasetChange(dataset: dataset, syncCount: count, isDeletion: true)])
      return metadata
    } catch {
      throw .ledger(error)
    }
  }

  /// Describes an existing dataset.
  package func describe(_ dataset: DatasetReference) throws(StoreError) -> DatasetMetadata {
    guard try knows(dataset.identity, in: dataset.pool), let metadata = ledger(dataset).metadata
    else { throw .ledger(.datasetNotFound(dataset.name)) }
    return metadata
  }

  /// Lists the existing datasets of an identity by name.
  package func datasets(
    of identity: IdentityID, in pool: IdentityPoolID, after last: DatasetName?, limit: Int?
  ) throws(StoreError) -> DatasetsPage {
    guard try knows(identity, in: pool) else { return DatasetsPage(found: [], limit: limit) }
    let found = existing(identity).compactMap(\.metadata).filter { metadata in
      last.map { $0 < metadata.name } ?? true
    }
    return DatasetsPage(found: found, limit: limit)
  }

  /// Returns the dataset's count, or zero when it does not exist.
  package func syncCount(of dataset: DatasetReference) throws(StoreError) -> SyncCount {
    guard try knows(dataset.identity, in: dataset.pool) else { return 0 }
    let state = ledger(dataset).state
    return state.exists ? state.syncCount : 0
  }

  /// Returns the dataset that a commit is for, if its session and the expected count allow it.
  private func ledger(for request: CommitRequest) throws(StoreError) -> DatasetLedger {
    let dataset = request.dataset
    guard try knows(dataset.identity, in: dataset.pool) else {
      throw .identity(.identityNotFound(dataset.identity))
    }
    try checkUnspent(request.session)
    let ledger = ledger(dataset)
    let expected = request.expectedSyncCount ?? ledger.state.syncCount
    guard ledger.state.syncCount == expected else { throw .ledger(.datasetChanged) }
    return ledger
  }

  private func mergedNames(of dataset: DatasetReference) -> [DatasetName] {
    existing(dataset.identity).map(\.name).filter { name in
      guard let id = dataset.name.mergeSource(of: name), id != dataset.identity,
        let source = identities[id] ?? retired[id]
      else { return false }
      return parent(of: source).id == dataset.identity
    }
  }

  private func checkUnspent(_ session: SyncSessionReference?) throws(StoreError) {
    guard let session, spent.contains(session) else { return }
    throw .sessionSpent
  }

  private func spend(_ session: SyncSessionReference, at now: Timestamp) {
    spent = spent.filter { $0.expires > now }
    spent.insert(session)
  }
}
