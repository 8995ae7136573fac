import IdentityCore
import ServerStorage
import SyncCore

extension StoreHistory {
  /// Returns what a bare ledger answers, where it alone decides.
  mutating func predict(_ operation: StoreOperation) -> StoreAnswer? {
    guard case .dataset(let operation) = operation else { return nil }
    do throws(LedgerError) {
      switch operation {
      case .commit(let request):
        guard isDecidedAlone(request) else { return nil }
        return .records(try predict(request))
      case .preview(let request):
        guard isDecidedAlone(request) else { return nil }
        let ledger = ledger(request.dataset)
        try ledger.check(request.patches, limits: request.limits)
        return .preview(
          CommitPreview(syncCount: ledger.state.syncCount, records: ledger.listedRecords))
      case .list(let request):
        guard request.session == nil, isPlain(request.dataset) else { return nil }
        let page = try predict(request)
        return .listing(DatasetListing(page: page, mergedDatasetNames: []))
      case .delete(let dataset, _):
        guard isPlain(dataset) else { return nil }
        var ledger = ledger(dataset)
        defer { ledgers[dataset] = ledger }
        return .metadata(try ledger.delete())
      case .describe(let dataset):
        guard isPlain(dataset) else { return nil }
        guard let metadata = ledger(dataset).metadata else { throw .datasetNotFound(dataset.name) }
        return .metadata(metadata)
      case .syncCount(let dataset):
        guard isPlain(dataset) else { return nil }
        return .syncCount(ledger(dataset).metadata == nil ? 0 : ledger(dataset).state.syncCount)
      case .listAll: return nil
      }
    } catch {
      return .refused(.ledger(error))
    }
  }

  private mutating func predict(_ request: CommitRequest) throws(LedgerError) -> [SyncRecord] {
    var ledger = ledger(request.dataset)
    let existing = ledgers.count { dataset, ledger in
      dataset.identity == request.dataset.identity && ledger.state.exists
    }
    let records = try ledger.commit(
      request.patches, by: request.author, at: request.now, datasetCount: existing,
      limits: request.limits)
    ledgers[request.dataset] = ledger
    return records
  }

  private func predict(_ request: ListRequest) throws(LedgerError) -> ListingPage {
    let ledger = ledger(request.dataset)
    return switch request.start {
    case .since(let count): try ledger.list(since: count, limit: request.limit)
    case .position(let position):
      try ledger.list(continuing: position, limit: request.limit)
    }
  }

  private func ledger(_ dataset: DatasetReference) -> DatasetLedger {
    ledgers[dataset] ?? DatasetLedger(identity: dataset.identity, name: dataset.name)
  }

  private func isDecidedAlone(_ request: CommitRequest) -> Bool {
    request.session == nil && request.expectedSyncCount == nil && isPlain(request.dataset)
  }

  private func isPlain(_ dataset: DatasetReference) -> Bool {
    dataset.pool == pools.first && identities.contains(dataset.identity)
      && !merged.contains(dataset.identity)
  }

  /// Remembers what later requests can build on.
  mutating func learn(_ operation: StoreOperation, _ answer: StoreAnswer) {
    switch operation {
    case .dataset(let operation): learn(operation, answer)
    case .pool(let operation): learn(operation, answer)
    case .identity(.delete(let ids)):
      formerIdentities += ids.filter(identities.contains)
      identities.removeAll(where: ids.contains)
    case .identity(.identify(let request)):
      guard case .identity(let identity) = answer else { return }
      learn(identity, isNew: identity.id == request.candidate)
    case .identity(.authorize(let request)):
      guard case .identity(let identity) = answer else { return }
      if identity.id != request.identity { parents.append(identity.id) }
      learn(identity, isNew: false)
    case .developer(let operation): learn(operation, answer)
    case .device(.register(let device, _, _)):
      if answer == .device(device.id) { registered.append(device) }
    case .device(.subscribe(let id, let dataset)):
      guard answer == .done, let device = registered.last(where: { $0.id == id }) else { return }
      followed.append((device, dataset))
    case .stream(.queue):
      if case .queue(let queue) = answer { lastQueued = queue.last?.number ?? lastQueued }
    case .identity, .account, .device, .stream, .usage, .analytics, .role: break
    }
  }

  private mutating func learn(_ operation: PoolOperation, _ answer: StoreAnswer) {
    switch operation {
    case .create(let pool):
      if answer == .done { pools.append(pool.id) }
    case .delete(let id):
      formerPools.append(id)
      guard id == pools.first else { return pools.removeAll { $0 == id } }
      formerIdentities += identities
      pools.removeFirst()
      identities = []
    case .configure(let id, _, _): configured.insert(id)
    case .pool, .list, .change, .gamePool, .settings, .setTrigger, .beginBulkPublish,
      .endBulkPublish, .unfinishedBulkPublishes:
      break
    }
  }

  private mutating func learn(_ operation: DatasetOperation, _ answer: StoreAnswer) {
    switch operation {
    case .commit(let request):
      guard case .records(let records) = answer else { return }
      for record in records { learn(record, of: request.dataset) }
      if !records.isEmpty, !written.contains(request.dataset) { written.append(request.dataset) }
      if !isDecidedAlone(request) { repeatCommit(request) }
    case .preview(let request):
      if case .preview(let preview) = answer { previews[request.dataset] = preview.syncCount }
    case .list(let request):
      guard case .listing(let listing) = answer else { return }
      for record in listing.page.records { learn(record, of: request.dataset) }
      datasetCounts[request.dataset] = listing.page.datasetSyncCount
      if let next = listing.page.next { positions.append((request.dataset, next)) }
      for name in listing.mergedDatasetNames {
        var dataset = request.dataset
        dataset.name = name
        mergedNames.append(dataset)
      }
    case .delete(let dataset, _):
      if case .metadata = answer { counts[dataset] = nil }
    case .describe, .listAll, .syncCount: break
    }
  }

  /// Repeats in the ledger what a session or an expected count, which decide beside it, have let
  /// through.
  private mutating func repeatCommit(_ request: CommitRequest) {
    var ledger = ledger(request.dataset)
    _ = try? ledger.commit(
      request.patches, by: request.author, at: request.now, datasetCount: 0,
      limits: request.limits)
    ledgers[request.dataset] = ledger
  }

  private mutating func learn(_ record: SyncRecord, of dataset: DatasetReference) {
    counts[dataset, default: [:]][record.key] = record.syncCount
  }

  mutating func learn(_ identity: Identity, isNew: Bool) {
    if !identities.contains(identity.id), identity.pool == pools.first {
      identities.append(identity.id)
      guard !isNew else { return }
    }
    // Which identities were merged is not told, so everybody known by now is left to the model.
    merged.formUnion(identities)
  }
}
