import ServerStorage
import Synchronization
import URIEncoding

/// Finds the sink for the name of a stream.
package final class StreamSinks: Sendable {
  private let named: [String: StreamSink]
  private let directory: String?
  private let files = Mutex<[String: StreamSink]>([:])

  /// Creates sinks from those that were given by name.
  ///
  /// - Parameter directory: Where the others are made as `NAME.jsonl`; nothing lets them fail.
  package init(named: [String: StreamSink] = [:], directory: String? = nil) {
    self.named = named
    self.directory = directory
  }

  /// Returns the sink for `name`, always the same one, since a file has one writer.
  func sink(named name: String) -> StreamSink {
    if let sink = named[name] { return sink }
    guard let directory else {
      return StreamSink { _ throws(StreamSink.Failure) in
        throw .gone("Nobody knows where the stream '\(name)' goes. Name its sink at the start.")
      }
    }
    return files.withLock { files in
      if let sink = files[name] { return sink }
      // Encoded, no name leaves the directory.
      let sink = StreamSink.file(LineFile("\(directory)/\(URIEncoding.encode(name)).jsonl"))
      files[name] = sink
      return sink
    }
  }
}
