import ServerStorage
import TestKit

extension TemporaryDirectory {
  /// The database of a store opened here.
  var databasePath: String { file("holds.sqlite") }

  /// Opens a store whose log is small, so that it is recycled within a test.
  func open(
    _ options: SQLiteOptions = SQLiteOptions(logBytes: 1 << 16)
  ) throws -> SQLiteServerStore {
    try SQLiteServerStore(DataDirectory(path), options: options)
  }
}
