#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An open file that is closed with its last reference.
final class FileDescriptor: Sendable {
  private let descriptor: Int32
  private let path: String

  private init(_ descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit {
    // A program that is being started at this moment holds a copy for an instant, and the lock
    // would last as long.
    _ = flock(descriptor, LOCK_UN)
    _ = close(descriptor)
  }

  /// Opens a file to read and write; one that is made belongs to its user alone.
  static func open(
    _ path: String, orCreate creates: Bool = false, truncating: Bool = false
  ) throws(StorageFailure) -> FileDescriptor {
    let flags = O_RDWR | O_CLOEXEC | (creates ? O_CREAT : 0) | (truncating ? O_TRUNC : 0)
    return FileDescriptor(try opened(path, flags), path: path)
  }

  /// Opens a directory, to make its entries durable.
  static func openDirectory(_ path: String) throws(StorageFailure) -> FileDescriptor {
    FileDescriptor(try opened(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path: path)
  }

  private static func opened(_ path: String, _ flags: Int32) throws(StorageFailure) -> Int32 {
    #if canImport(Darwin)
      let descriptor = Darwin.open(path, flags, 0o600)
    #elseif canImport(Glibc)
      let descriptor = Glibc.open(path, flags, 0o600)
    #elseif canImport(Musl)
      let descriptor = Musl.open(path, flags, 0o600)
    #endif
    guard descriptor >= 0 else { throw StorageFailure(errno: errno, doing: "open", path: path) }
    return descriptor
  }

  /// Takes the file's lock for as long as the file is open; false if somebody else has it.
  func lock() throws(StorageFailure) -> Bool {
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return true }
    guard errno == EWOULDBLOCK else {
      throw StorageFailure(errno: errno, doing: "lock", path: path)
    }
    return false
  }

  /// Returns the file's size in bytes.
  func size() throws(StorageFailure) -> Int {
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0 else { throw StorageFailure(errno: errno, doing: "read", path: path) }
    return Int(end)
  }

  /// Lets only the file's user read and write it.
  func makePrivate() throws(StorageFailure) {
    guard fchmod(descriptor, 0o600) == 0 else {
      throw StorageFailure(errno: errno, doing: "protect", path: path)
    }
  }

  /// Returns the whole content.
  func content() throws(StorageFailure) -> [UInt8] {
    try content(in: 0..<size())
  }

  /// Returns a part of the content, less of it where the file ends before.
  func content(in range: Range<Int>) throws(StorageFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(
          descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled,
          off_t(range.lowerBound + filled))
      }
      guard count >= 0 || errno == EINTR else {
        throw StorageFailure(errno: errno, doing: "read", path: path)
      }
      guard count != 0 else { break }
      filled += max(0, count)
    }
    return Array(bytes.prefix(filled))
  }

  /// Writes `bytes` from `offset` on and waits until they are on the disk.
  func write(_ bytes: [UInt8], at offset: Int = 0) throws(StorageFailure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        pwrite(
          descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written,
          off_t(offset + written))
      }
      guard count >= 0 || errno == EINTR else {
        throw StorageFailure(errno: errno, doing: "write", path: path)
      }
      written += max(0, count)
    }
    try synchronize()
  }

  /// Fills the file up to `size` with zeros that occupy the disk; without the room for it the file
  /// is as long as before.
  func grow(to size: Int) throws(StorageFailure) {
    let before = try self.size()
    guard before < size else { return }
    do throws(StorageFailure) {
      try write([UInt8](repeating: 0, count: size - before), at: before)
    } catch {
      _ = ftruncate(descriptor, off_t(before))
      throw error
    }
  }

  /// Cuts the file off behind its first `size` bytes.
  func truncate(to size: Int) throws(StorageFailure) {
    guard ftruncate(descriptor, off_t(size)) == 0 else {
      throw StorageFailure(errno: errno, doing: "write", path: path)
    }
  }

  /// Waits until the file is on the disk.
  func synchronize() throws(StorageFailure) {
    guard fsync(descriptor) == 0 else {
      throw StorageFailure(errno: errno, doing: "write", path: path)
    }
  }
}

extension StorageFailure {
  /// Says what the system reported while `doing` something to `path`.
  init(errno code: Int32, doing: String, path: String) {
    let kind: Kind =
      switch code {
      case ENOSPC, EDQUOT, EFBIG: .diskFull
      case EROFS: .readOnly
      case EIO: .inputOutput
      case ENOMEM: .outOfMemory
      default: .cannotOpen
      }
    self.init(kind: kind, detail: "Cannot \(doing) \(path): \(String(cString: strerror(code))).")
  }
}
