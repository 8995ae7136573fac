package import Foundation

/// A directory of one test that goes with the last that holds it.
package final class TemporaryDirectory: Sendable {
  /// The path, without a final slash.
  package let path: String

  /// Creates an empty directory.
  package init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "hundred-holds-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The directory as a URL.
  package var url: URL { URL(filePath: path, directoryHint: .isDirectory) }

  /// Returns the path of a file in the directory.
  package func file(_ name: String) -> String { "\(path)/\(name)" }
}
