import GRDB
import IdentityCore
import SyncCore

extension DatasetName {
  /// Returns the names a dataset of a merged identity may get at its parent, best first: its own
  /// name serves when the extended one is too long or taken (cognito-sync.md 3.5, point 4).
  ///
  /// A dataset for which neither is free stays where it is, so that nothing is lost.
  func namesAtParent(ofMerged source: IdentityID) -> [DatasetName] {
    [merged(from: source), self].compactMap(\.self)
  }
}

/// Moves datasets between identities in the database.
enum MergedDatasets {
  /// Moves the datasets of a merged identity to its parent and returns what changed there.
  static func move(
    _ merge: IdentityChange.Merge, in pool: IdentityPoolID, at now: Timestamp, _ database: Database
  ) throws -> [DatasetChange] {
    guard let source = try IdentityRow.number(of: merge.source, database) else { return [] }
    let names = try database.all(
      "SELECT name FROM dataset WHERE identity = ? AND live ORDER BY name", .integer(source)
    ) { DatasetName($0.text(0)) }
    return try names.compactMap(\.self).compactMap { name in
      try move(name, merge, in: pool, at: now, database)
    }
  }

  private static func move(
    _ name: DatasetName, _ merge: IdentityChange.Merge, in pool: IdentityPoolID, at now: Timestamp,
    _ database: Database
  ) throws -> DatasetChange? {
    for free in name.namesAtParent(ofMerged: merge.source) {
      let target = DatasetReference(pool: pool, identity: merge.parent, name: free)
      guard let before = try DatasetRow.fetch(target, database), !before.state.exists,
        var source = try DatasetRow.fetchDisabled(merge.source, name, database),
        let number = source.number
      else { continue }
      // The parent's row may remember a deleted dataset whose count has to go on.
      var state = before.state
      state.adopt(source.state, at: now)
      try database.run("DELETE FROM dataset WHERE number = ?", .integer(before.number))
      try RecordRows(dataset: number).recount(to: state.syncCount, database)
      try database.run(
        "UPDATE dataset SET identity = ?, name = ?, sync_count = 0 WHERE number = ?",
        .integer(before.identity), .text(free.rawValue), .integer(number))
      try database.run(
        "UPDATE identity SET datasets = datasets - 1 WHERE number = ?", .integer(source.identity))
      source.identity = before.identity
      source.state = state
      _ = try source.save(name: free, existedBefore: false, database)
      return DatasetChange(dataset: target, syncCount: state.syncCount)
    }
    return nil
  }
}
