import CognitoWire
import IdentityTokens
import Logging
import ServerStorage
import SyncCore

/// Answers the operations of Cognito Sync (cognito-sync.md 2.5, 2.6).
struct SyncEndpoint: Sendable {
  let store: any ServerStore
  let authenticator: Authenticator
  let access: AccessCheck
  let throttle: RequestThrottle
  let logger: Logger
  let tokens: SyncSessionTokens
  let limits: SyncLimits

  /// Performs a request through all checks, in the order of cognito-sync.md 2.3.
  func answer(
    _ exchange: Exchange, to match: RouteTable.Match
  ) async throws(WireError) -> Answer {
    let caller = try authenticator.caller(
      of: exchange.head, body: exchange.body, dialect: .sync, now: exchange.now.milliseconds)
    let message = try exchange.message(match.labels)
    let call = SyncCall(caller: caller, now: exchange.now, address: exchange.address)
    switch match.operation {
    case .listRecords: return try await perform(ListRecords.self, message, call, list)
    case .updateRecords: return try await perform(UpdateRecords.self, message, call, update)
    case .listDatasets: return try await perform(ListDatasets.self, message, call, listDatasets)
    case .describeDataset: return try await perform(DescribeDataset.self, message, call, describe)
    case .deleteDataset: return try await perform(DeleteDataset.self, message, call, delete)
    case .subscribeToEvents, .getID, .getCredentialsForIdentity, .createIdentityPool,
      .describeIdentityPool:
      preconditionFailure("\(match.operation.rawValue) is answered by another endpoint.")
    }
  }

  private func perform<Operation: WireOperation>(
    _ operation: Operation.Type, _ message: WireMessage, _ call: SyncCall,
    _ body: (Operation.Input, SyncCall) async throws(WireError) -> Operation.Output
  ) async throws(WireError) -> Answer where Operation.Input: SyncInput {
    let input = try operation.decode(message)
    try access.allow(call.caller, action: operation.name, on: input.resource)
    try throttle.admit(
      identity: call.caller.identity, address: call.address, dialect: .sync,
      now: call.now.milliseconds)
    return .json(operation.encode(try await body(input, call)))
  }

  private func list(
    _ input: ListRecords.Input, _ call: SyncCall
  ) async throws(WireError) -> RecordsListing {
    let binding = SyncSessionTokens.Binding(input.path)
    let session = try input.sessionToken.map { (token) throws(WireError) in
      try verified(token, for: binding, at: call.now)
    }
    let dataset = input.path
    do throws(StoreError) {
      let listing = try await store.list(
        ListRequest(
          dataset: dataset, start: try Self.start(of: input, in: dataset), limit: input.pageSize,
          session: session))
      return RecordsListing(
        listing, dataset: dataset,
        sessionToken: input.sessionToken ?? tokens.issue(for: binding, now: call.now.milliseconds))
    } catch { throw error.refusal(in: .sync, isListing: true, logger: logger) }
  }

  private func update(
    _ input: UpdateRecords.Input, _ call: SyncCall
  ) async throws(WireError) -> [SyncRecord] {
    let session = try verified(
      input.sessionToken, for: SyncSessionTokens.Binding(input.path), at: call.now)
    do throws(StoreError) {
      return try await store.commit(
        CommitRequest(
          dataset: input.path, patches: input.patches,
          author: call.caller.author, session: session, now: call.now, limits: limits))
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  private func listDatasets(
    _ input: ListDatasets.Input, _ call: SyncCall
  ) async throws(WireError) -> ListDatasets.Output {
    var last: DatasetName?
    if let token = input.nextToken {
      last = DatasetName(token)
      guard last != nil else {
        throw WireError(.invalidParameter, LedgerError.pageTokenNotValid.message)
      }
    }
    do throws(StoreError) {
      let page = try await store.datasets(
        of: input.identity, in: input.pool, after: last, limit: input.pageSize)
      return ListDatasets.Output(datasets: page.datasets, nextToken: page.next?.rawValue)
    } catch { throw error.refusal(in: .sync, isListing: true, logger: logger) }
  }

  private func describe(
    _ path: DatasetReference, _ call: SyncCall
  ) async throws(WireError) -> DatasetMetadata {
    do throws(StoreError) {
      return try await store.describe(path)
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  private func delete(
    _ path: DatasetReference, _ call: SyncCall
  ) async throws(WireError) -> DatasetMetadata {
    do throws(StoreError) {
      return try await store.delete(path)
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
