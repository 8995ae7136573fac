import IdentityCore
package import SyncCore

/// Keeps everything in memory, in the simplest way that is right: the specification of a store.
package actor MemoryServerStore: ServerStore {
  struct Session: Hashable {
    var family: Int
    var account: String
    var expires: Timestamp
    var isReplaced: Bool
  }

  var pools: [IdentityPoolID: IdentityPool] = [:]
  var gamePoolID: IdentityPoolID?
  var identities: [IdentityID: Identity] = [:]
  var accounts: [String: Account] = [:]
  var sessions: [[UInt8]: Session] = [:]
  var lastFamily = 0
  var issuer: String?
  private var datasets: [IdentityID: [DatasetName: DatasetLedger]] = [:]
  private var spent: Set<SyncSessionReference> = []
  private let hub = ChangeHub()

  /// Creates an empty store.
  package init() {}

  // MARK: Datasets

  /// Writes all patches or none and spends the session.
  package func commit(_ request: CommitRequest) throws(StoreError) -> [SyncRecord] {
    let dataset = request.dataset
    guard try knows(dataset.identity, in: dataset.pool) else {
      throw .identity(.identityNotFound(dataset.identity))
    }
    try checkUnspent(request.session)
    var ledger = self.ledger(dataset)
    let records: [SyncRecord]
    do {
      records = try ledger.commit(
        request.patches, by: request.author, at: request.now,
        datasetCount: existing(dataset.identity).count, limits: request.limits)
    } catch {
      throw .ledger(error)
    }
    guard !records.isEmpty else { return [] }
    keep(ledger, of: dataset)
    if let session = request.session { spend(session, at: request.now) }
    hub.publish([DatasetChange(dataset: dataset, syncCount: ledger.state.syncCount)])
    return records
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
  package func delete(_ dataset: DatasetReference) throws(StoreError) -> DatasetMetadata {
    guard try knows(dataset.identity, in: dataset.pool) else {
      throw .ledger(.datasetNotFound(dataset.name))
    }
    var ledger = self.ledger(dataset)
    do {
      let metadata = try ledger.delete()
      keep(ledger, of: dataset)
      hub.publish([DatasetChange(dataset: dataset, syncCount: ledger.state.syncCount)])
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

  /// Returns the changes made to the identity's datasets from now on.
  package nonisolated func changes(of identity: IdentityID) -> AsyncStream<DatasetChange> {
    hub.changes(of: identity)
  }

  /// Ends all streams.
  package func close() { hub.finish() }

  // MARK: Parts

  /// Moves the datasets of a merged identity to its parent.
  func move(_ merge: IdentityChange.Merge, in pool: IdentityPoolID, at now: Timestamp) {
    for source in existing(merge.source) {
      let free = source.name.namesAtParent(ofMerged: merge.source).first { name in
        datasets[merge.parent]?[name]?.state.exists != true
      }
      guard let free else { continue }
      let target = DatasetReference(pool: pool, identity: merge.parent, name: free)
      var ledger = self.ledger(target)
      ledger.adopt(source, at: now)
      keep(ledger, of: target)
      datasets[merge.source]?[source.name] = nil
      hub.publish([DatasetChange(dataset: target, syncCount: ledger.state.syncCount)])
    }
  }

  /// Returns where an identity ended up after all merges.
  func parent(of identity: Identity) -> Identity {
    guard let parent = identity.mergedInto.flatMap({ identities[$0] }) else { return identity }
    return self.parent(of: parent)
  }

  /// Tells whether the pool has the identity; fails for unknown pools and disabled identities.
  private func knows(_ id: IdentityID, in pool: IdentityPoolID) throws(StoreError) -> Bool {
    guard pools[pool] != nil else { throw .identity(.poolNotFound(pool)) }
    guard let identity = identities[id], identity.pool == pool else { return false }
    guard identity.state == .enabled else { throw .identity(.forbidden(id)) }
    return true
  }

  private func ledger(_ dataset: DatasetReference) -> DatasetLedger {
    datasets[dataset.identity]?[dataset.name]
      ?? DatasetLedger(identity: dataset.identity, name: dataset.name)
  }

  private func keep(_ ledger: DatasetLedger, of dataset: DatasetReference) {
    datasets[dataset.identity, default: [:]][dataset.name] = ledger
  }

  private func existing(_ identity: IdentityID) -> [DatasetLedger] {
    (datasets[identity] ?? [:]).values.filter(\.state.exists).sorted { $0.name < $1.name }
  }

  private func mergedNames(of dataset: DatasetReference) -> [DatasetName] {
    existing(dataset.identity).map(\.name).filter { name in
      guard let source = dataset.name.mergeSource(of: name).flatMap({ identities[$0] }),
        source.id != dataset.identity
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
