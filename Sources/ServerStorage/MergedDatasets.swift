import GRDB
import IdentityCore
import SyncCore

/// Moves datasets between identities in the database.
enum MergedDatasets {
  static let names = "SELECT name FROM dataset WHERE identity = ? AND live ORDER BY name"

  /// Moves the datasets of a merged identity to its parent and returns what changed there.
  static func move(
    _ merge: IdentityChange.Merge, in pool: IdentityPoolID, at now: Timestamp, _ database: Database
  ) throws -> [DatasetChange] {
    guard let source = try IdentityRow.number(of: merge.source, database),
      let parent = try IdentityRow.number(of: merge.parent, database)
    else { throw RecordRows.damage }
    // Its devices have to register anew, as the parent's.
    try DeviceRow.deleteAll(of: source, database)
    let places = MergedDatasetNames.places(
      for: try names(of: source, database), of: merge.source,
      taken: Set(try names(of: parent, database)))
    return try places.map { name, place in
      let target = DatasetReference(pool: pool, identity: merge.parent, name: place)
      return try move(name, of: merge.source, to: target, at: now, database)
    }
  }

  /// Returns the names of the existing datasets of an identity's row, in their order.
  private static func names(of identity: Int64, _ database: Database) throws -> [DatasetName] {
    try database.all(names, .integer(identity)) { row in
      guard let name = DatasetName(row.text(0)) else { throw RecordRows.damage }
      return name
    }
  }

  private static func move(
    _ name: DatasetName, of identity: IdentityID, to target: DatasetReference, at now: Timestamp,
    _ database: Database
  ) throws -> DatasetChange {
    guard let before = try DatasetRow.fetch(target, database), !before.state.exists,
      var source = try DatasetRow.fetchDisabled(identity, name, database),
      let number = source.number
    else { throw RecordRows.damage }
    // The parent's row may remember a deleted dataset whose count has to go on.
    var state = before.state
    state.adopt(source.state, at: now)
    try database.run("DELETE FROM dataset WHERE number = ?", .integer(before.number))
    try RecordRows(dataset: number).recount(to: state.syncCount, database)
    try database.run(
      "UPDATE dataset SET identity = ?, name = ?, sync_count = 0 WHERE number = ?",
      .integer(before.identity), .text(target.name.rawValue), .integer(number))
    try database.run(
      "UPDATE identity SET datasets = datasets - 1 WHERE number = ?", .integer(source.identity))
    source.identity = before.identity
    source.state = state
    _ = try source.save(name: target.name, existedBefore: false, database)
    return DatasetChange(dataset: target, syncCount: state.syncCount)
  }
}
