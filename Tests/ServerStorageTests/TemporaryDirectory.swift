import Foundation
import ServerStorage

/// A directory of one test that goes with it.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "storage-\(UUID())").path()
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var databasePath: String { "\(path)/holds.sqlite" }

  func open(_ options: SQLiteOptions = SQLiteOptions(logBytes: 1 << 16)) throws -> SQLiteServerStore
  {
    try SQLiteServerStore(DataDirectory(path), options: options)
  }
}
