public import SyncCore

/// A named map of keys to texts, kept on this device and synchronised on demand
/// (cognito-sync.md 6.3).
///
/// Reading and writing are local, take microseconds, and may be done on the main actor:
/// ```swift
/// let progress = try manager.dataset("GameInfo")
/// try progress.set("level", to: "42")
/// let result = try await progress.synchronize()
/// ```
/// A finished write survives the end of the process. A dataset always means the records of the
/// identity the device has at that moment.
///
/// All calls may fail for the local file: `storageFull`, `storageDamaged`, `storage` for all else
/// that keeps it from being used, and `cancelled` once the manager is closed.
public struct Dataset: Sendable {
  /// The most UTF-8 bytes of a key, as in all SDKs of the service.
  public static let maximumKeyBytes = 128

  /// The dataset's name.
  public let name: DatasetName
  let manager: SyncManager
  let owner: LocalStore.Owner

  /// Returns the text under `key`, or nothing if there is none.
  ///
  /// ```swift
  /// let level = try progress.value(for: "level") ?? "1"
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func value(for key: String) throws(SyncError) -> String? {
    guard let key = RecordKey(key) else { return nil }
    return try storing { store throws(StoreError) in
      try store.value(of: key, in: name, of: owner)
    }
  }

  /// Writes `value` under `key`; an equal text changes nothing.
  ///
  /// However much a dataset holds, writing works: what the service would refuse is told by
  /// `synchronize`.
  ///
  /// ```swift
  /// try notes.set("milk", to: "2 bottles")
  /// ```
  ///
  /// - Throws: `invalidKey` for a key that is blank or has more than `maximumKeyBytes`, or a
  ///   failure of the local file.
  public func set(_ key: String, to value: String) throws(SyncError) {
    try set([key: value])
  }

  /// Writes all `values`, or none if one key is not allowed.
  ///
  /// ```swift
  /// try progress.set(["level": "42", "moves": "310"])
  /// ```
  ///
  /// - Throws: The same as for a single one.
  public func set(_ values: [String: String]) throws(SyncError) {
    var checked: [RecordKey: String] = [:]
    for (key, value) in values { checked[try Self.key(key)] = value }
    try storing { store throws(StoreError) in
      _ = try store.set(checked, in: name, of: owner, at: manager.environment.now())
    }
  }

  /// Writes all `values` if the texts under some keys still are the expected ones, nothing for a
  /// key that is not there; else nothing is written.
  ///
  /// For whoever decides by what was read before: a synchronization may have written since.
  ///
  /// ```swift
  /// let known = try notes.value(for: "milk")
  /// let more = known.map { "\($0), and cheese" } ?? "cheese"
  /// let isWritten = try notes.set(["milk": more], expecting: ["milk": known])
  /// ```
  ///
  /// - Throws: The same as for a single one.
  /// - Returns: Whether the values were written.
  public func set(
    _ values: [String: String], expecting expected: [String: String?]
  ) throws(SyncError) -> Bool {
    var checked: [RecordKey: String] = [:]
    for (key, value) in values { checked[try Self.key(key)] = value }
    var texts: [RecordKey: String?] = [:]
    for (key, value) in expected { texts[try Self.key(key)] = .some(value) }
    return try storing { store throws(StoreError) in
      try store.set(
        checked, expecting: texts, in: name, of: owner, at: manager.environment.now())
    }
  }

  /// Removes `key`, and the service learns of it if it may know the key; else nothing happens.
  ///
  /// ```swift
  /// try notes.remove("milk")
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func remove(_ key: String) throws(SyncError) {
    try remove([key])
  }

  /// Removes all `keys` at once; unknown ones are passed over.
  ///
  /// ```swift
  /// let done = try notes.values().filter { $0.value.hasPrefix("done:") }
  /// try notes.remove(done.keys)
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func remove(_ keys: some Sequence<String>) throws(SyncError) {
    let keys = keys.compactMap(RecordKey.init)
    try storing { store throws(StoreError) in
      _ = try store.remove(keys, in: name, of: owner, at: manager.environment.now())
    }
  }

  /// Returns all keys with their texts.
  ///
  /// ```swift
  /// let titles = try notes.values().keys.sorted()
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func values() throws(SyncError) -> [String: String] {
    let replica = try replica()
    return Dictionary(
      replica.values.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns all records in key order, removed ones included.
  ///
  /// ```swift
  /// let waiting = try notes.records().filter(\.isDirty).map(\.key)
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func records() throws(SyncError) -> [LocalRecord] {
    try replica().rows.values.sorted { $0.key < $1.key }
  }

  /// Returns the record of `key`, also a removed one, or nothing.
  ///
  /// ```swift
  /// let writer = try notes.record(for: "milk")?.lastModifiedDevice
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func record(for key: String) throws(SyncError) -> LocalRecord? {
    guard let key = RecordKey(key) else { return nil }
    return try storing { store throws(StoreError) in
      try store.record(key, in: name, of: owner)
    }
  }

  /// Tells whether `key` has an edit that was not uploaded yet.
  ///
  /// ```swift
  /// let mark = try notes.isChanged("milk") ? "*" : " "
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func isChanged(_ key: String) throws(SyncError) -> Bool {
    try record(for: key)?.isDirty ?? false
  }

  /// Returns how many records have edits that were not uploaded yet; `pendingChanges` tells more.
  ///
  /// ```swift
  /// let isSaved = try notes.unsynchronizedCount() == 0
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func unsynchronizedCount() throws(SyncError) -> Int {
    try replica().rows.values.count(where: \.isDirty)
  }

  /// Returns what is not uploaded yet, since when, and how the attempts fare.
  ///
  /// ```swift
  /// let pending = try notes.pendingChanges()
  /// show(pending.isEmpty ? "All is uploaded." : "\(pending.count) changes to upload.")
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func pendingChanges() throws(SyncError) -> PendingChanges {
    try storing { store throws(StoreError) in try store.pendingChanges(in: name, of: owner) }
  }

  /// Returns why `key` has the text it has, or none any more; nothing for a key that never was
  /// here.
  ///
  /// It tells which device wrote it and when, and which rule decided where devices disagreed.
  ///
  /// ```swift
  /// if let explanation = try notes.explanation(of: "milk") {
  ///   show("\(explanation)")
  ///   for entry in explanation.history { show("\(entry)") }
  /// }
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func explanation(of key: String) throws(SyncError) -> Explanation? {
    guard let key = RecordKey(key) else { return nil }
    return try storing { store throws(StoreError) in
      try store.explanation(of: key, in: name, of: owner)
    }
  }

  /// Returns the UTF-8 bytes of `key` and its text; a removed one counts its key, an unknown
  /// one nothing.
  ///
  /// ```swift
  /// let size = try notes.byteCount(of: "milk")
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func byteCount(of key: String) throws(SyncError) -> Int {
    try record(for: key)?.storageBytes ?? 0
  }

  /// Returns the UTF-8 bytes of all records, removed ones by their keys; the service's limit does
  /// not count those.
  ///
  /// ```swift
  /// let room = try SyncLimits().bytesPerDataset - notes.byteCount()
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func byteCount() throws(SyncError) -> Int {
    try replica().rows.values.reduce(0) { $0 + $1.storageBytes }
  }

  /// Drops all records here at once, and at the service with the next synchronization.
  ///
  /// What is written afterwards stays.
  ///
  /// ```swift
  /// try notes.delete()
  /// _ = try await notes.synchronize()
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func delete() throws(SyncError) {
    try storing { store throws(StoreError) in
      _ = try store.delete(name, of: owner, at: manager.environment.now())
    }
  }

  /// Returns what this device knows about the dataset as a whole, or nothing once it was wiped.
  ///
  /// ```swift
  /// let lastTime = try notes.summary()?.lastSynchronized
  /// ```
  ///
  /// - Throws: A failure of the local file.
  public func summary() throws(SyncError) -> DatasetSummary? {
    try storing { store throws(StoreError) in
      try store.datasets(of: owner).first { $0.name == name }
    }
  }

  /// Takes in what other devices wrote, uploads what was edited here, and returns when it is done.
  ///
  /// Requests for one dataset never overlap; those made while a run is on its way share the next.
  /// The algorithm is that of cognito-sync.md 6.6. Whatever fails, no edit is lost and the call may
  /// be repeated; `SyncError.retry` tells whether that is worth while.
  ///
  /// ```swift
  /// do {
  ///   let result = try await notes.synchronize()
  ///   show("\(result.changedKeys.count) changed here, \(result.pushedRecords) uploaded")
  /// } catch {
  ///   show("\(error.code.rawValue): \(error.message)")
  /// }
  /// ```
  ///
  /// - Parameter callbacks: What the app decides; the manager's by default.
  /// - Throws: Why the service could not be asked (`offline`, `interrupted`, `notTheService`,
  ///   `throttled`, `serviceFault` and their like), what it refused (`notAuthorized`,
  ///   `limitExceeded`, `conflictRetriesExceeded`), a decision of the app against the run
  ///   (`changesRejected`, `conflictAborted`, `mergeAborted`, `datasetDeleted`), `identityChanged`
  ///   if another user came meanwhile, `notSynchronizable` for a dataset of the device, or a
  ///   failure of the local file.
  /// - Returns: The keys whose texts changed here, and how many edits were uploaded.
  public func synchronize(
    _ callbacks: SyncCallbacks? = nil
  ) async throws(SyncError) -> SyncResult {
    try verifySynchronizable()
    return try await manager.synchronizer.synchronize(name, callbacks ?? manager.callbacks)
  }

  /// Asks for a synchronization as soon as the service can be reached, if need be after a restart
  /// (cognito-sync.md 6.9).
  ///
  /// Returns at once; `SyncManager.run` does the work.
  ///
  /// ```swift
  /// try notes.set("milk", to: "2 bottles")
  /// try notes.synchronizeWhenPossible()
  /// ```
  ///
  /// - Throws: `notSynchronizable` for a dataset of the device, or a failure of the local file.
  public func synchronizeWhenPossible() throws(SyncError) {
    try verifySynchronizable()
    try storing { store throws(StoreError) in try store.wishSynchronization(of: name) }
    manager.nudges.send(.wished)
  }

  /// Returns the changes that come from elsewhere, from now on; the app's own edits are not told.
  ///
  /// The stream ends when the manager is closed.
  ///
  /// ```swift
  /// let changes = notes.changes()
  /// Task {
  ///   for await change in changes { show("The notes changed: \(change.scope)") }
  /// }
  /// ```
  public func changes() -> AsyncStream<DatasetChange> {
    let (stream, continuation) = AsyncStream.makeStream(of: DatasetChange.self)
    let all = manager.changes.stream()
    let name = name
    let relay = Task {
      for await change in all where change.dataset == name { continuation.yield(change) }
      continuation.finish()
    }
    continuation.onTermination = { _ in relay.cancel() }
    return stream
  }

  private func replica() throws(SyncError) -> DatasetReplica {
    try storing { store throws(StoreError) in try store.replica(of: name, of: owner) }
  }

  func verifySynchronizable() throws(SyncError) {
    guard owner != .device else {
      throw SyncError(
        .notSynchronizable, "The dataset '\(name)' belongs to this device and is never uploaded.")
    }
  }

  private func storing<Value>(
    _ body: (LocalStore) throws(StoreError) -> Value
  ) throws(SyncError) -> Value {
    do { return try body(manager.store) } catch { throw SyncError(error) }
  }

  /// Returns a key that may be written, shorter than the service allows so that the other SDKs can
  /// read it.
  private static func key(_ text: String) throws(SyncError) -> RecordKey {
    guard let key = RecordKey(text), text.utf8.count <= maximumKeyBytes,
      !text.allSatisfy(\.isWhitespace)
    else {
      throw SyncError(
        .invalidKey, "The key '\(text.prefix(40))' is blank or longer than 128 bytes.")
    }
    return key
  }
}
