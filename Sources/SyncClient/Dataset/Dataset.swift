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
public struct Dataset: Sendable {
  /// The most UTF-8 bytes of a key, as in all SDKs of the service.
  public static let maximumKeyBytes = 128

  /// The dataset's name.
  public let name: DatasetName
  let manager: SyncManager
  let owner: LocalStore.Owner

  /// Returns the text under `key`, or nothing.
  public func value(for key: String) throws(SyncError) -> String? {
    guard let key = RecordKey(key) else { return nil }
    return try storing { store throws(StoreError) in
      try store.record(key, in: name, of: owner)?.value
    }
  }

  /// Writes `value` under `key`; an equal text changes nothing.
  public func set(_ key: String, to value: String) throws(SyncError) {
    try set([key: value])
  }

  /// Writes all `values`, or none if one key is not allowed.
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

  /// Removes `key`; the service learns of it if it ever knew the key.
  public func remove(_ key: String) throws(SyncError) {
    try remove([key])
  }

  /// Removes all `keys` at once.
  public func remove(_ keys: some Sequence<String>) throws(SyncError) {
    let keys = keys.compactMap(RecordKey.init)
    try storing { store throws(StoreError) in
      _ = try store.remove(keys, in: name, of: owner, at: manager.environment.now())
    }
  }

  /// Returns all keys with their texts.
  public func values() throws(SyncError) -> [String: String] {
    let replica = try replica()
    return Dictionary(
      replica.values.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns all records in key order, removed ones included.
  public func records() throws(SyncError) -> [LocalRecord] {
    try replica().rows.values.sorted { $0.key < $1.key }
  }

  /// Returns the record of `key`, also a removed one, or nothing.
  public func record(for key: String) throws(SyncError) -> LocalRecord? {
    guard let key = RecordKey(key) else { return nil }
    return try storing { store throws(StoreError) in
      try store.record(key, in: name, of: owner)
    }
  }

  /// Tells whether `key` has an edit that was not uploaded yet.
  public func isChanged(_ key: String) throws(SyncError) -> Bool {
    try record(for: key)?.isDirty ?? false
  }

  /// Returns how many records have edits that were not uploaded yet.
  public func unsynchronizedCount() throws(SyncError) -> Int {
    try replica().rows.values.count(where: \.isDirty)
  }

  /// Returns the UTF-8 bytes of `key` and its text; a removed one counts its key, an unknown
  /// one nothing.
  public func byteCount(of key: String) throws(SyncError) -> Int {
    try record(for: key)?.storageBytes ?? 0
  }

  /// Returns the UTF-8 bytes of all records.
  public func byteCount() throws(SyncError) -> Int {
    try replica().rows.values.reduce(0) { $0 + $1.storageBytes }
  }

  /// Drops all records here at once, and at the service with the next synchronization.
  ///
  /// What is written afterwards stays.
  public func delete() throws(SyncError) {
    try storing { store throws(StoreError) in
      _ = try store.delete(name, of: owner, at: manager.environment.now())
    }
  }

  /// Returns what this device knows about the dataset as a whole.
  public func summary() throws(SyncError) -> DatasetSummary? {
    try storing { store throws(StoreError) in
      try store.datasets(of: owner).first { $0.name == name }
    }
  }

  /// Takes in what other devices wrote, uploads what was edited here, and returns when it is done.
  ///
  /// Requests for one dataset never overlap; those made while a run is on its way share the next.
  ///
  /// - Parameter callbacks: What the app decides; the manager's by default.
  public func synchronize(
    _ callbacks: SyncCallbacks? = nil
  ) async throws(SyncError) -> SyncResult {
    try verifySynchronizable()
    return try await manager.synchronizer.synchronize(name, callbacks ?? manager.callbacks)
  }

  /// Asks for a synchronization as soon as the service can be reached, if need be after a restart.
  ///
  /// Returns at once; `SyncManager.run` does the work.
  public func synchronizeWhenPossible() throws(SyncError) {
    try verifySynchronizable()
    try storing { store throws(StoreError) in try store.wishSynchronization(of: name) }
    manager.nudges.send(.wished)
  }

  /// Returns the changes that come from elsewhere, from now on.
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
