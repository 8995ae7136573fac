/// What a transaction does to the rows of a replica, noted while it does it.
struct ReplicaNotes {
  /// This device's clock during the transaction.
  let moment: Timestamp
  private(set) var changed: [RecordKey] = []
  private(set) var entries: [JournalEntry] = []

  /// Creates empty notes.
  init(at moment: Timestamp) { self.moment = moment }

  /// Notes that one row took the place of another, either of which may be nothing.
  ///
  /// - Parameter origin: Who wrote what the entry is about, if not what stands afterwards.
  mutating func note(
    _ cause: ChangeCause, of key: RecordKey, from before: LocalRecord?, to after: LocalRecord?,
    origin: RecordOrigin? = nil
  ) {
    let old = before?.value
    let new = after?.value
    if !old.isIdentical(to: new) { changed.append(key) }
    entries.append(
      JournalEntry(
        key: key, moment: moment, cause: cause, value: new, replaced: old,
        origin: origin ?? after?.origin ?? RecordOrigin(),
        editSequence: after?.editSequence ?? 0))
  }

  /// Notes that the service accepted an edit that was followed by another meanwhile.
  mutating func noteUpload(of sent: LocalRecord, as remote: SyncRecord) {
    var accepted = sent
    accepted.store(remote)
    entries.append(
      JournalEntry(
        key: sent.key, moment: moment, cause: .uploaded, value: remote.value,
        replaced: remote.value, origin: accepted.origin, editSequence: sent.editSequence))
  }
}
