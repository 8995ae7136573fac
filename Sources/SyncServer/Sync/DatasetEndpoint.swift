import CognitoWire
import IdentityTokens
import Logging
import ServerStorage
import SyncCore

/// Performs the operations on the datasets of an identity (cognito-sync.md 2.6).
struct DatasetEndpoint: Sendable {
  let store: any ServerStore
  let tokens: SyncSessionTokens
  let limits: SyncLimits
  let settings: PoolSettingsCache
  let trigger: SyncTrigger
  let publisher: StreamPublisher
  let sessions: SessionCounter
  let deletions: DeletionFollowers
  let identities: IdentityGuard
  let logger: Logger

  /// Lists a page of changes and begins a session when none was named (2.6.3, 2.6.4).
  func list(
    _ input: ListRecords.Input, _ call: SyncCall
  ) async throws(WireError) -> RecordsListing {
    let binding = SyncSessionTokens.Binding(input.path)
    let session = try input.sessionToken.map { (token) throws(WireError) in
      try verified(token, for: binding, at: call.now)
    }
    let dataset = input.path
    let listing: RecordsListing
    do throws(StoreError) {
      let page = try await store.list(
        ListRequest(
          dataset: dataset, start: try Self.start(of: input, in: dataset), limit: input.pageSize,
          session: session))
      if session == nil, input.nextToken == nil { sessions.count(dataset.pool) }
      listing = RecordsListing(
        page, dataset: dataset,
        sessionToken: input.sessionToken ?? tokens.issue(for: binding, now: call.now.milliseconds))
    } catch { throw error.refusal(in: .sync, isListing: true, logger: logger) }
    if !listing.datasetExists { try await requireIdentity(call) }
    return listing
  }

  /// Refuses an identity that was deleted: to the store it is one nobody knows, whose listings are
  /// empty (2.5).
  private func requireIdentity(_ call: SyncCall) async throws(WireError) {
    guard case .identity(let grant) = call.caller else { return }
    try await identities.require(grant, in: .sync)
  }

  /// Writes all patches or none (2.6.2), after the pool's function saw them when it has one (2.7).
  func update(
    _ input: UpdateRecords.Input, _ call: SyncCall
  ) async throws(WireError) -> [SyncRecord] {
    let session = try verified(
      input.sessionToken, for: SyncSessionTokens.Binding(input.path), at: call.now)
    let patches = input.patches.map { patch in
      var patch = patch
      patch.deviceName = input.deviceName
      return patch
    }
    let request = CommitRequest(
      dataset: input.path, patches: patches, author: call.caller.author, session: session,
      now: call.now, limits: limits, device: input.deviceID)
    let settings = try await knownSettings(of: input.path.pool)
    let records: [SyncRecord]
    if let arn = settings.trigger, call.caller.identity != nil, !request.patches.isEmpty {
      records = try await trigger.commit(request, through: arn)
    } else {
      do throws(StoreError) {
        records = try await store.commit(request)
      } catch { throw error.refusal(in: .sync, logger: logger) }
    }
    if settings.isStreaming { publisher.wake(input.path.pool) }
    return records
  }

  /// Lists the existing datasets by name.
  func listDatasets(
    _ input: ListDatasets.Input, _ call: SyncCall
  ) async throws(WireError) -> ListDatasets.Output {
    var last: DatasetName?
    if let token = input.nextToken {
      last = DatasetName(token)
      guard last != nil else {
        throw WireError(.invalidParameter, LedgerError.pageTokenNotValid.message)
      }
    }
    let page: DatasetsPage
    do throws(StoreError) {
      page = try await store.datasets(
        of: input.identity, in: input.pool, after: last, limit: input.pageSize)
    } catch { throw error.refusal(in: .sync, isListing: true, logger: logger) }
    if page.datasets.isEmpty { try await requireIdentity(call) }
    return ListDatasets.Output(datasets: page.datasets, nextToken: page.next?.rawValue)
  }

  /// Describes an existing dataset.
  func describe(
    _ path: DatasetReference, _ call: SyncCall
  ) async throws(WireError) -> DatasetMetadata {
    do throws(StoreError) {
      return try await store.describe(path)
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  /// Deletes a dataset for good (2.6.5).
  func delete(
    _ path: DatasetReference, _ call: SyncCall
  ) async throws(WireError) -> DatasetMetadata {
    let settings = try await knownSettings(of: path.pool)
    let metadata: DatasetMetadata
    do throws(StoreError) {
      deletions.remember(try await store.subscribers(of: path), of: path)
      metadata = try await store.delete(path, at: call.now)
    } catch { throw error.refusal(in: .sync, logger: logger) }
    if settings.isStreaming { publisher.wake(path.pool) }
    return metadata
  }

  /// Sums up what the identity stores.
  func usage(_ path: IdentityPath, _ call: SyncCall) async throws(WireError) -> IdentityUsage {
    do throws(StoreError) {
      return try await store.usage(of: path.identity, in: path.pool)
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }
}

extension DatasetEndpoint {
  /// Asks the store at the first time only: every commit comes by.
  private func knownSettings(of pool: IdentityPoolID) async throws(WireError) -> PoolSettings {
    if let known = settings.known(pool) { return known }
    do throws(StoreError) {
      return try await settings.settings(of: pool)
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  private static func start(
    of input: ListRecords.Input, in dataset: DatasetReference
  ) throws(StoreError) -> ListRequest.Start {
    guard let token = input.nextToken else { return .since(input.lastSyncCount) }
    do throws(LedgerError) {
      return .position(
        try ListingPosition(token: token, for: dataset, since: input.lastSyncCount))
    } catch { throw .ledger(error) }
  }

  private func verified(
    _ token: String, for binding: SyncSessionTokens.Binding, at now: Timestamp
  ) throws(WireError) -> SyncSessionReference {
    do throws(TokenError) {
      let session = try tokens.verify(token, for: binding, now: now.milliseconds)
      return SyncSessionReference(
        id: session.id, expires: Timestamp(milliseconds: session.expires))
    } catch { throw WireError(.invalidParameter, StoreError.sessionSpent.message) }
  }
}

extension SyncSessionTokens.Binding {
  fileprivate init(_ path: DatasetReference) {
    self.init(
      pool: path.pool.rawValue, identity: path.identity.rawValue, dataset: path.name.rawValue)
  }
}

extension RecordsListing {
  fileprivate init(_ listing: DatasetListing, dataset: DatasetReference, sessionToken: String) {
    self.init(
      records: listing.page.records, nextToken: listing.page.next?.token(for: dataset),
      datasetSyncCount: listing.page.datasetSyncCount,
      lastModifiedBy: listing.page.lastModifiedBy,
      mergedDatasetNames: listing.mergedDatasetNames, datasetExists: listing.page.datasetExists,
      datasetDeletedAfterRequestedSyncCount: listing.page.datasetDeletedAfterRequestedSyncCount,
      sessionToken: sessionToken, isFullListing: listing.page.isFullListing)
  }
}
