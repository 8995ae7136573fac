import SyncCore

/// What a commit has to change so that a dataset becomes what a file says.
struct DatasetImport: Hashable {
  /// The changes, by key.
  var patches: [RecordPatch] = []
  /// Keys that already are as the file says.
  var unchangedCount = 0
  /// Keys that would change, but were written after the file was exported, by key.
  var conflicts: [RecordKey] = []

  /// Compares a file with the dataset as it is.
  ///
  /// - Parameters:
  ///   - removesOthers: Whether keys that the file does not have are removed.
  ///   - now: This machine's clock.
  init(
    _ file: DatasetFile, into dataset: DatasetReference, current: RecordsListing,
    removesOthers: Bool, now: Timestamp
  ) {
    let known = Dictionary(
      current.records.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var wanted = file.entries
    if removesOthers {
      let named = Set(wanted.map(\.key))
      wanted += current.records.filter { !$0.isDeleted && !named.contains($0.key) }
        .map { DatasetFile.Entry(key: $0.key, value: nil) }
    }
    // What was exported elsewhere knows nothing about the counts here.
    let exported = file.origin.flatMap { $0.dataset == dataset ? $0.syncCount : nil }
    for entry in wanted.sorted(by: { $0.key < $1.key }) {
      let record = known[entry.key]
      guard !Self.isSame(entry.value, record?.value) else {
        unchangedCount += 1
        continue
      }
      if let record, let exported, record.syncCount > exported { conflicts.append(entry.key) }
      patches.append(
        RecordPatch(
          key: entry.key, value: entry.value, syncCount: record?.syncCount ?? 0,
          deviceLastModified: now))
    }
  }

  private static func isSame(_ left: String?, _ right: String?) -> Bool {
    switch (left, right) {
    case (nil, nil): true
    case (let left?, let right?): left.isIdentical(to: right)
    case (_, _): false
    }
  }
}
