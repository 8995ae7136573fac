import SyncCore

/// The service's copy of one place, and everything that ever was in it.
struct SimulatedServer {
  struct Version: Hashable {
    var key: RecordKey
    var count: SyncCount
  }

  /// A commit of a version: its text, or nothing for a removal, and the seat it came from.
  struct Commit: Hashable {
    var text: String?
    var seat: Int
  }

  var ledger: DatasetLedger
  /// What was committed under each count; more than one when a backup was restored.
  private(set) var history: [Version: [Commit]] = [:]
  /// The count at which each key was last written, removed, or gone with the dataset.
  private var changes: [RecordKey: SyncCount] = [:]
  /// How often each session token committed something.
  private(set) var commits: [String: Int] = [:]
  private var backup: DatasetLedger
  private var openTokens: Set<String> = []
  private var tokens = 0
  private var pages: [String: ListingPosition] = [:]

  init(_ place: Place) {
    ledger = DatasetLedger(identity: place.identity, name: place.dataset)
    backup = ledger
  }

  mutating func list(
    since: SyncCount, nextToken: String?, limit: Int?, merged: [DatasetName]
  ) -> SyncSession.Event {
    tokens += 1
    let token = "token-\(tokens)"
    do throws(LedgerError) {
      let page: ListingPage
      if let nextToken {
        guard let position = pages[nextToken] else { throw .pageTokenNotValid }
        page = try ledger.list(continuing: position, limit: limit)
      } else {
        page = try ledger.list(since: since, limit: limit)
      }
      let next = page.next.map { position in
        pages["page-\(tokens)"] = position
        return "page-\(tokens)"
      }
      openTokens.insert(token)
      return .listed(
        RecordsListing(
          records: page.records, nextToken: next, datasetSyncCount: page.datasetSyncCount,
          lastModifiedBy: page.lastModifiedBy, mergedDatasetNames: merged,
          datasetExists: page.datasetExists,
          datasetDeletedAfterRequestedSyncCount: page.datasetDeletedAfterRequestedSyncCount,
          sessionToken: token, isFullListing: page.isFullListing))
    } catch {
      return .remoteFailed(RemoteFailure(error))
    }
  }

  /// Commits an upload; with `sabotage` not as it should.
  mutating func update(
    _ patches: [RecordPatch], token: String, from seat: Int, at now: Timestamp,
    limits: SyncLimits, sabotage: Sabotage?
  ) -> SyncSession.Event {
    guard openTokens.contains(token) || sabotage == .acceptsSpentTokens else {
      return .remoteFailed(Self.tokenRefused)
    }
    var patches = patches
    if sabotage == .ignoresCounts {
      for index in patches.indices {
        patches[index].syncCount = ledger.records[patches[index].key]?.syncCount ?? 0
      }
    }
    let before = ledger
    do throws(LedgerError) {
      let records = try ledger.commit(
        patches, by: "seat-\(seat)", at: now, datasetCount: 0, limits: limits)
      if sabotage == .acknowledgesBeforeStoring {
        ledger = before
        return .updated(records)
      }
      openTokens.remove(token)
      commits[token, default: 0] += 1
      note(records, from: seat)
      return .updated(records)
    } catch {
      return .remoteFailed(RemoteFailure(error))
    }
  }

  mutating func delete() -> SyncSession.Event {
    do throws(LedgerError) {
      _ = try ledger.delete()
      for key in changes.keys { changes[key] = ledger.state.syncCount }
      return .remoteDeleted
    } catch {
      return .remoteFailed(RemoteFailure(error))
    }
  }

  /// Takes over a guest's dataset, as new records of its own.
  mutating func adopt(_ guest: DatasetLedger, seat: Int, at now: Timestamp) {
    ledger.adopt(guest, at: now)
    note(ledger.records.values, from: seat)
  }

  /// The count at the last change of a key; zero when there was none.
  func lastChange(of key: RecordKey) -> SyncCount { changes[key] ?? 0 }

  /// Keeps what there is.
  mutating func backUp() { backup = ledger }

  /// Begins again with what is stored.
  mutating func restart() {
    pages = [:]
    openTokens = []
  }

  /// Begins again with what was kept.
  mutating func restore() {
    ledger = backup
    changes = ledger.records.mapValues(\.syncCount)
    restart()
  }

  private mutating func note(_ records: some Sequence<SyncRecord>, from seat: Int) {
    for record in records {
      let version = Version(key: record.key, count: record.syncCount)
      history[version, default: []].append(Commit(text: record.value, seat: seat))
      changes[record.key] = record.syncCount
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
