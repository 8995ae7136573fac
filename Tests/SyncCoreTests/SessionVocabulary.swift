import SyncCore
import Testing

/// Short words for the tests of sessions.
enum Sample {
  static func key(_ text: String) -> RecordKey {
    guard let key = RecordKey(text) else { preconditionFailure("'\(text)' is no key.") }
    return key
  }

  static func name(_ text: String) -> DatasetName {
    guard let name = DatasetName(text) else { preconditionFailure("'\(text)' is no name.") }
    return name
  }

  static func moment(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: milliseconds)
  }

  static func remote(
    _ key: String, _ value: String?, _ count: SyncCount, device: Int64? = nil, server: Int64 = 1
  ) -> SyncRecord {
    SyncRecord(
      key: Sample.key(key), value: value, syncCount: count, lastModified: moment(server),
      lastModifiedBy: "other", deviceLastModified: device.map(moment))
  }

  static func local(
    _ key: String, _ value: String?, _ count: SyncCount = 0, _ edit: LocalRecord.Edit = .none,
    sequence: Int64 = 0, device: Int64? = nil
  ) -> LocalRecord {
    LocalRecord(
      key: Sample.key(key), value: value, syncCount: count, edit: edit, editSequence: sequence,
      deviceLastModified: device.map(moment))
  }

  static func replica(_ count: SyncCount, _ rows: LocalRecord...) -> DatasetReplica {
    DatasetReplica(
      lastSyncCount: count, rows: Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0) }))
  }

  static func page(
    _ count: SyncCount, _ records: [SyncRecord] = [], next: String? = nil, exists: Bool = true,
    deleted: Bool = false, merged: [String] = [], token: String = "token", full: Bool = false
  ) -> RecordsListing {
    RecordsListing(
      records: records, nextToken: next, datasetSyncCount: count, lastModifiedBy: nil,
      mergedDatasetNames: merged.map(name), datasetExists: exists,
      datasetDeletedAfterRequestedSyncCount: deleted, sessionToken: token, isFullListing: full)
  }
}

/// A session with a replica as its local store; the test plays the service and the app.
struct Rehearsal {
  var session: SyncSession
  var replica: DatasetReplica
  var newestEdit: Int64 = 100
  var mergedDatasets: [DatasetName] = []
  var breaksStore = false
  /// What the session waits for that a replica cannot answer.
  private(set) var pending: SyncSession.Effect?
  private(set) var waits: [SyncSession.Effect] = []

  init(_ replica: DatasetReplica, settings: SyncSession.Settings = .init()) {
    session = SyncSession(dataset: Sample.name("GameInfo"), settings: settings)
    self.replica = replica
  }

  /// Lets the session go on until it asks the service or the app, or ends.
  @discardableResult
  mutating func play(_ event: SyncSession.Event) -> SyncSession.Effect? {
    var effects = session.handle(event)
    while let effect = effects.first {
      #expect(effects.count == 1)
      guard let answer = answer(to: effect) else {
        pending = effect
        return effect
      }
      effects = session.handle(answer)
    }
    return nil
  }

  private mutating func answer(to effect: SyncSession.Effect) -> SyncSession.Event? {
    if breaksStore, effect == .readState { return .storeBroke }
    do throws(ReplicaFailure) {
      switch effect {
      case .readState:
        return .state(
          .init(
            lastSyncCount: replica.lastSyncCount,
            hasCountedRows: replica.rows.values.contains { $0.syncCount > 0 },
            hasEdits: replica.rows.values.contains(where: \.isDirty), newestEdit: newestEdit,
            mergedDatasets: mergedDatasets))
      case .store(let change, let count):
        return .stored(
          try replica.apply(change, expecting: count, at: Sample.moment(5_000)))
      case .collect(let count):
        return .collected(try replica.collect(expecting: count))
      case .wait:
        waits.append(effect)
        return .woke
      case .askMerged, .askDeleted, .askPulled, .askConflicts, .deleteRemote, .list, .update,
        .finish:
        return nil
      }
    } catch {
      return .replicaFailed(error)
    }
  }

  func row(_ key: String) -> LocalRecord? { replica.rows[Sample.key(key)] }
}

/// Returns the end of a run that changed and pushed this.
func success(_ changed: [String] = [], pushed: Int = 0) -> SyncSession.Effect {
  .finish(.success(.init(changed: changed.map(Sample.key), pushed: pushed)))
}

/// Returns the end of a run that failed so.
func failure(_ failure: SyncSession.Failure) -> SyncSession.Effect { .finish(.failure(failure)) }

/// Returns the request for changes since `count`.
func list(_ count: SyncCount, _ token: String? = nil) -> SyncSession.Effect {
  .list(since: count, nextToken: token)
}

/// Returns the upload of one text or, with nothing, of a removal.
func update(_ key: String, _ value: String?, _ count: SyncCount, device: Int64? = nil)
  -> SyncSession.Effect
{
  .update(
    [
      RecordPatch(
        key: Sample.key(key), value: value, syncCount: count,
        deviceLastModified: device.map(Sample.moment))
    ], sessionToken: "token")
}
