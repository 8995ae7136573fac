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
        guard request.session == nil, isPlain(request.dataset) else { return nil }
        return .records(try predict(request))
      case .list(let request):
        guard request.session == nil, isPlain(request.dataset) else { return nil }
        let page = try predict(request)
        return .listing(DatasetListing(page: page, mergedDatasetNames: []))
      case .delete(let dataset):
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

  private func isPlain(_ dataset: DatasetReference) -> Bool {
    dataset.pool == pools.first && identities.contains(dataset.identity)
      && !merged.contains(dataset.identity)
  }

  /// Remembers what later requests can build on.
  mutating func learn(_ operation: StoreOperation, _ answer: StoreAnswer) {
    switch operation {
    case .dataset(let operation): learn(operation, answer)
    case .identity(.createPool(let pool)):
      if answer == .done { pools.append(pool.id) }
    case .identity(.identify), .identity(.authorize):
      if case .identity(let identity) = answer { learn(identity) }
    case .identity, .account: break
    }
  }

  private mutating func learn(_ operation: DatasetOperation, _ answer: StoreAnswer) {
    switch operation {
    case .commit(let request):
      guard case .records(let records) = answer else { return }
      for record in records { learn(record, of: request.dataset) }
      if request.session != nil { repeatCommit(request) }
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
    case .delete(let dataset):
      if case .metadata = answer { counts[dataset] = nil }
    case .describe, .listAll, .syncCount: break
    }
  }

  /// Repeats in the ledger what a session, which decides beside it, has let through.
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

  private mutating func learn(_ identity: Identity) {
    if !identities.contains(identity.id), identity.pool == pools.first {
      identities.append(identity.id)
      return
    }
    // Which identities were merged is not told, so everybody known by now is left to the model.
    merged.formUnion(identities)
  }
}
