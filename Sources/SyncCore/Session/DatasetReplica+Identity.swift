/// What becomes of rows when they get another owner or a merged dataset is dissolved
/// (cognito-sync.md 6.5).
extension DatasetReplica {
  /// Takes in rows that were written before the owner was known, or a second copy of a merged
  /// dataset; a row that replaces another keeps the count known here.
  ///
  /// - Parameters:
  ///   - identity: Whose rows they were, if anyone's.
  ///   - rule: The name of what `choose` goes by.
  ///   - choose: Returns the text to keep for a key on both sides, given the row here and the live
  ///     one taken in, or nothing to leave the row here. Removals go by date.
  package mutating func absorb(
    _ moved: some Sequence<LocalRecord>, from identity: IdentityID?, rule: String,
    at moment: Timestamp, choose: (LocalRecord, LocalRecord) -> String?
  ) -> ReplicaReport {
    var notes = ReplicaNotes(at: moment)
    for row in moved {
      guard let present = rows[row.key] else {
        rows[row.key] = row
        // From nobody, and with nobody's in its way, an edit stays what it is.
        guard identity != nil else { continue }
        notes.note(.moved(from: identity, rule: nil), of: row.key, from: nil, to: row)
        continue
      }
      var winner = row
      if row.isDeleted {
        guard row.comparisonDate > present.comparisonDate else { continue }
      } else {
        guard let text = choose(present, row), !present.value.isIdentical(to: text) else {
          continue
        }
        winner.value = text
      }
      winner.syncCount = present.syncCount
      winner.edit = row.edit == .unsent && present.edit != .sent ? .unsent : .sent
      winner.lastModified = present.lastModified
      winner.lastModifiedBy = present.lastModifiedBy
      winner.lastModifiedDevice = present.lastModifiedDevice
      rows[row.key] = winner
      notes.note(.moved(from: identity, rule: rule), of: row.key, from: present, to: winner)
    }
    return report(notes)
  }

  /// Returns the rows as a dataset that another identity takes over: as never synchronised, since
  /// its counts there are unknown, with clean tombstones left behind.
  ///
  /// A pending deletion stays pending, for the service's copy moves in the same way.
  package func takenOver() -> DatasetReplica {
    let kept = rows.filter { !$0.value.isDeleted || $0.value.isDirty }.mapValues { row in
      var row = row
      row.syncCount = 0
      row.edit = .sent
      return row
    }
    return DatasetReplica(
      lastSyncCount: isDeletePending ? Self.deletePending : 0, rows: kept)
  }

  /// Writes the live rows of a merged dataset into this one.
  ///
  /// - Parameters:
  ///   - name: The merged dataset's name.
  ///   - rule: The name of what the choices were made by.
  ///   - choices: The text to keep for each key of `merged`; keys left out stay as they are.
  package mutating func dissolve(
    _ merged: DatasetReplica, named name: DatasetName, rule: String,
    choices: [RecordKey: String], editSequence: Int64, at moment: Timestamp
  ) -> ReplicaReport {
    var notes = ReplicaNotes(at: moment)
    for (key, value) in choices {
      let before = rows[key]
      let row = merged.rows[key]
      let date = row?.comparisonDate ?? Timestamp(milliseconds: 0)
      guard set(key, to: value, at: date, editSequence: editSequence) else { continue }
      notes.note(
        .merged(name, rule: rule), of: key, from: before, to: rows[key], origin: row?.origin)
    }
    return report(notes)
  }
}
