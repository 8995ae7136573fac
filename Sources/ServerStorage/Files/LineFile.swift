import Dispatch

/// A file of lines that only grows; each batch of lines is durable once it was appended.
///
/// The file is opened for every batch, so that it may be moved away or removed meanwhile.
package final class LineFile: Sendable {
  private let path: String
  private let queue: DispatchQueue

  /// Creates the writer of the file at `path`, which is made with its directory when needed.
  package init(_ path: String) {
    self.path = path
    queue = DispatchQueue(label: "line file", qos: .utility)
  }

  /// Appends `lines`, which hold no line breaks, all or none of them.
  ///
  /// What a crash left of a line is cut off first: whoever wrote it will write it again.
  package func append(_ lines: [[UInt8]]) async throws(StorageFailure) {
    let result: Result<Void, StorageFailure> = await withCheckedContinuation { continuation in
      queue.async { [path] in
        continuation.resume(
          returning: Result { () throws(StorageFailure) in try Self.append(lines, to: path) })
      }
    }
    try result.get()
  }

  private static func append(_ lines: [[UInt8]], to path: String) throws(StorageFailure) {
    let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let directory = parent.isEmpty ? "." : parent.joined(separator: "/")
    if !directory.isEmpty { try DataDirectory.create(directory) }
    let file = try FileDescriptor.open(path, orCreate: true)
    let length = try file.size()
    let end = try wholeLines(of: file, length: length)
    if end < length { try file.truncate(to: end) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines.reduce(0) { $0 + $1.count + 1 })
    for line in lines {
      bytes += line
      bytes.append(UInt8(ascii: "\n"))
    }
    do throws(StorageFailure) {
      try file.write(bytes, at: end)
    } catch {
      // Half of a batch must not stay: the whole of it comes again.
      try file.truncate(to: end)
      throw error
    }
    if length == 0 { try FileDescriptor.openDirectory(directory).synchronize() }
  }

  /// Returns the length of the file up to its last whole line.
  private static func wholeLines(
    of file: FileDescriptor, length: Int
  ) throws(StorageFailure) -> Int {
    var end = length
    while end > 0 {
      let start = max(0, end - 65_536)
      let bytes = try file.content(in: start..<end)
      if let last = bytes.lastIndex(of: UInt8(ascii: "\n")) { return start + last + 1 }
      end = start
    }
    return 0
  }
}
