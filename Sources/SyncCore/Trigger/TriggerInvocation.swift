/// A commit on its way through the function that sees it first (cognito-sync.md 2.7).
package struct TriggerInvocation: Hashable, Sendable {
  /// The dataset.
  package let dataset: DatasetReference
  /// The service's region.
  package let region: String
  /// The caller's changes, in the order of the request; keys are distinct.
  package let patches: [RecordPatch]
  private let state: [RecordKey: SyncRecord]

  /// Creates an invocation from all records of the dataset, tombstones included, and the changes.
  package init(
    dataset: DatasetReference, region: String, records: [SyncRecord], patches: [RecordPatch]
  ) {
    self.dataset = dataset
    self.region = region
    self.patches = patches
    state = Dictionary(records.map { ($0.key, $0) }) { _, new in new }
  }

  /// Everything the function sees: all live records and all keys the caller changes.
  ///
  /// A tombstone nobody touches is left out; one that is brought back looks like a new key, since
  /// functions choke on a bare null.
  package var datasetRecords: [RecordKey: TriggerRecord] {
    var records = state.compactMapValues { record in
      record.value.map { TriggerRecord(oldValue: $0, newValue: $0, operation: .keep) }
    }
    for patch in patches {
      records[patch.key] = TriggerRecord(
        oldValue: state[patch.key]?.value, newValue: patch.value,
        operation: patch.value == nil ? .remove : .replace)
    }
    return records
  }

  /// Returns what the function's answer makes of the commit, or throws what it may not answer.
  ///
  /// An entry without a value removes the key. A key of the caller that is left out, or that the
  /// function wants kept, is not written.
  package func outcome(
    of output: [RecordKey: TriggerRecord?], limits: SyncLimits = SyncLimits()
  ) throws(TriggerError) -> TriggerOutcome {
    var outcome = TriggerOutcome(patches: [], ignored: [])
    for patch in patches {
      guard let entry = output[patch.key], let change = Change(entry) else {
        outcome.ignored.append(patch.key)
        continue
      }
      var result = try written(patch.key, change, date: patch.deviceLastModified, limits)
      // What the function changed is no longer what the device wrote.
      if result.value.isIdentical(to: patch.value) { result.deviceName = patch.deviceName }
      outcome.patches.append(result)
    }
    let callersKeys = Set(patches.map(\.key))
    for key in output.keys.sorted() where !callersKeys.contains(key) {
      guard let entry = output[key], let change = Change(entry) else { continue }
      // Nothing is left to remove: a tombstone for it would only cost space.
      if change == .remove, state[key]?.value == nil { continue }
      outcome.patches.append(try written(key, change, date: nil, limits))
    }
    return outcome
  }

  /// Returns the records that the caller is answered: its own keys in the order of the request,
  /// ignored ones with their state in the service, then those that only the function wrote.
  package func answer(
    to outcome: TriggerOutcome, written: [SyncRecord], at now: Timestamp
  ) -> [SyncRecord] {
    var records = Dictionary(written.map { ($0.key, $0) }) { _, new in new }
    for key in outcome.ignored {
      records[key] =
        state[key]
        ?? SyncRecord(
          key: key, value: nil, syncCount: 0, lastModified: now, lastModifiedBy: nil,
          deviceLastModified: nil)
    }
    let callersKeys = Set(patches.map(\.key))
    return patches.compactMap { records[$0.key] }
      + written.filter { !callersKeys.contains($0.key) }.sorted { $0.key < $1.key }
  }

  /// What an entry of an answer asks for; nothing when it asks for nothing.
  private enum Change: Equatable {
    case replace(String)
    case remove

    init?(_ entry: TriggerRecord?) {
      switch (entry?.operation, entry?.newValue) {
      case (.remove, _), (_, nil): self = .remove
      case (.keep, .some): return nil
      case (.replace, .some(let value)), (nil, .some(let value)): self = .replace(value)
      }
    }
  }

  private func written(
    _ key: RecordKey, _ change: Change, date: Timestamp?, _ limits: SyncLimits
  ) throws(TriggerError) -> RecordPatch {
    var value: String?
    if case .replace(let text) = change {
      guard text.unicodeScalars.count <= limits.valueLength else {
        throw .valueTooLong(key, limit: limits.valueLength)
      }
      value = text
    }
    return RecordPatch(
      key: key, value: value, syncCount: state[key]?.syncCount ?? 0, deviceLastModified: date)
  }
}
