import Foundation

/// A folder of one test, which goes with it.
final class TemporaryFolder: Sendable {
  private let url = FileManager.default.temporaryDirectory.appending(path: "examples-\(UUID())")

  /// Where a file of this name lies in it.
  func path(_ name: String) -> String { url.appending(path: name).path }

  deinit { try? FileManager.default.removeItem(at: url) }
}
