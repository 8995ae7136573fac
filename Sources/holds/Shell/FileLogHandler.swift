import Foundation
import Logging

/// Appends log lines to a file, since the standard streams belong to the picture.
struct FileLogHandler: LogHandler {
  /// Where a file that has become too long begins anew, in bytes.
  private static let largest: UInt64 = 1_048_576

  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]
  private let file: FileHandle

  /// Opens the file at `path`, or returns nothing if it cannot be written.
  init?(path: String) {
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
    let descriptor = open(path, flags, 0o600)
    guard descriptor >= 0 else { return nil }
    file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    if let length = try? file.seekToEnd(), length > Self.largest { try? file.truncate(atOffset: 0) }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let fields = metadata.merging(event.metadata ?? [:]) { $1 }
      .map { "\($0)=\($1)" }.sorted().joined(separator: " ")
    let line = "\(Date.now.ISO8601Format()) \(event.level) \(event.message) \(fields)\n"
    try? file.write(contentsOf: Data(line.utf8))
  }
}
