import SyncCore

/// The service of a simulated world: one dataset of one identity, and everything that ever was in it.
struct SimulatedServer {
  struct Version: Hashable {
    var key: RecordKey
    var count: SyncCount
  }

  private(set) var ledger: DatasetLedger
  /// The text of every version ever committed; nothing stands for a removal.
  private(set) var history: [Version: String?] = [:]
  private(set) var committedTokens: Set<String> = []
  private var tokens = 0
  private var pages: [String: ListingPositionBox] = [:]

  /// A place in a listing, so that a page token can be an opaque word.
  private struct ListingPositionBox {
    var position: ListingPosition
  }

  init(identity: IdentityID, dataset: DatasetName) {
    ledger = DatasetLedger(identity: identity, name: dataset)
  }

  mutating func list(since: SyncCount, nextToken: String?, limit: Int?) -> SyncSession.Event {
    tokens += 1
    let token = "token-\(tokens)"
    do throws(LedgerError) {
      let page: ListingPage
      if let nextToken {
        guard let box = pages[nextToken] else { throw .pageTokenNotValid }
        page = try ledger.list(continuing: box.position, limit: limit)
      } else {
        page = try ledger.list(since: since, limit: limit)
      }
      let next = page.next.map { position in
        pages["page-\(tokens)"] = ListingPositionBox(position: position)
        return "page-\(tokens)"
      }
      return .listed(
        RecordsListing(
          records: page.records, nextToken: next, datasetSyncCount: page.datasetSyncCount,
          lastModifiedBy: page.lastModifiedBy, mergedDatasetNames: [],
          datasetExists: page.datasetExists,
          datasetDeletedAfterRequestedSyncCount: page.datasetDeletedAfterRequestedSyncCount,
          sessionToken: token, isFullListing: page.isFullListing))
    } catch {
      return .remoteFailed(RemoteFailure(error))
    }
  }

  mutating func update(
    _ patches: [RecordPatch], token: String, by author: String, at now: Timestamp
  ) -> SyncSession.Event {
    guard !committedTokens.contains(token) else { return .remoteFailed(Self.tokenRefused) }
    do throws(LedgerError) {
      let records = try ledger.commit(
        patches, by: author, at: now, datasetCount: 0, limits: SyncLimits())
      committedTokens.insert(token)
      for record in records {
        history[Version(key: record.key, count: record.syncCount)] = .some(record.value)
      }
      return .updated(records)
    } catch {
      return .remoteFailed(RemoteFailure(error))
    }
  }

  mutating func delete() -> SyncSession.Event {
    do throws(LedgerError) {
      _ = try ledger.delete()
      return .remoteDeleted
    } catch {
      return .remoteFailed(RemoteFailure(error))
    }
  }

  static let tokenRefused = RemoteFailure(
    .invalidParameter, "SyncSessionToken not valid for these inputs")
}

extension RemoteFailure {
  fileprivate init(_ error: LedgerError) {
    let kind: Kind =
      switch error.kind {
      case .conflict: .conflict
      case .invalidParameter: .invalidParameter
      case .limitExceeded: .limitExceeded
      case .notFound: .notFound
      }
    self.init(kind, error.message)
  }
}
