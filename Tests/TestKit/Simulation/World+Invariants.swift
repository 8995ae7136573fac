import SyncCore

/// What holds after every step, whatever goes wrong.
extension World {
  mutating func check() throws {
    for index in devices.indices {
      let replica = devices[index].store.contents()
      try checkCounts(replica, index)
      try checkRows(replica, index)
      try checkPromises(replica, index)
    }
  }

  /// A device never believes to have more than it has.
  private func checkCounts(_ replica: DatasetReplica, _ index: Int) throws {
    guard replica.lastSyncCount <= server.ledger.state.syncCount else {
      throw violation("Device \(index) is ahead of the service.")
    }
    guard !replica.isDeletePending else { return }
    for record in records.values where record.syncCount <= replica.lastSyncCount {
      guard let row = replica.rows[record.key], row.syncCount >= record.syncCount else {
        throw violation(
          "Device \(index) is at \(replica.lastSyncCount) without \(record.key) of"
            + " \(record.syncCount).")
      }
    }
  }

  /// A clean row is what the service committed under that count.
  private func checkRows(_ replica: DatasetReplica, _ index: Int) throws {
    for row in replica.rows.values where !row.isDirty {
      let version = SimulatedServer.Version(key: row.key, count: row.syncCount)
      guard let committed = server.history[version], committed.isIdentical(to: row.value) else {
        throw violation(
          "Device \(index) takes \(row.key)=\(row.value ?? "nothing") of \(row.syncCount) for the"
            + " service's, which never had it.")
      }
    }
  }

  /// A local write stays until it is uploaded, written over, or decided about by the app.
  private mutating func checkPromises(_ replica: DatasetReplica, _ index: Int) throws {
    for (key, promise) in devices[index].promises {
      let row = replica.rows[key]
      let isKept = (row?.value).isIdentical(to: promise.value)
      let isReleased = devices[index].released.contains(key)
      guard isKept || isReleased else {
        throw violation(
          "Device \(index) wrote \(key)=\(promise.value ?? "nothing"), but"
            + " \(row?.value ?? "nothing") took its place unasked.")
      }
      // Once clean, the service has it, and others may write over it.
      let isOver = row.map { !$0.isDirty } ?? !promise.mayBeKnown
      if isReleased || isOver { devices[index].promises[key] = nil }
    }
    if !devices[index].isDecided { devices[index].released = [] }
  }
}
