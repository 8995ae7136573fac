import Foundation
import ServerStorage

/// Gives `body` a store in memory or on disk.
func withStore(
  _ isOnDisk: Bool, _ body: (any ServerStore) async throws -> Void
) async throws {
  guard isOnDisk else { return try await body(MemoryServerStore()) }
  let directory = try ServerProgram.temporaryDirectory()
  let store = try SQLiteServerStore(DataDirectory(directory.path))
  try await body(store)
  await store.close()
  try FileManager.default.removeItem(at: directory)
}
