import Dispatch
package import SyncCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Payloads that whoever knows their name may fetch until they expire (cognito-sync.md 2.8).
///
/// A name is the moment of expiry and a random part: the first needs no list, the second makes it
/// a secret.
package final class PayloadFiles: Sendable {
  private let directory: String
  private let queue = DispatchQueue(label: "payload files", qos: .utility)

  /// Creates the keeper of the payloads in `directory`, which is made when needed.
  package init(directory: String) { self.directory = directory }

  /// Keeps `bytes` and returns their name.
  ///
  /// - Parameter secret: The part that nobody can guess: letters of a UUID.
  package func keep(
    _ bytes: [UInt8], secret: String, until expiry: Timestamp
  ) async throws(StorageFailure) -> String {
    let name = "\(expiry.milliseconds)-\(secret)"
    let path = "\(directory)/\(name)"
    try await perform { [directory] () throws(StorageFailure) in
      try DataDirectory.create(directory)
      try FileDescriptor.open(path, orCreate: true, truncating: true).write(bytes)
      try FileDescriptor.openDirectory(directory).synchronize()
    }
    return name
  }

  /// Returns the payload of this name, or nothing when there is none or its time is up.
  package func content(
    _ name: some StringProtocol & Sendable, at now: Timestamp
  ) async throws(StorageFailure) -> [UInt8]? {
    guard let expiry = Self.expiry(name), expiry > now else { return nil }
    let path = "\(directory)/\(name)"
    return try await perform { () throws(StorageFailure) in
      guard access(path, F_OK) == 0 else { return nil }
      return try FileDescriptor.open(path).content()
    }
  }

  /// Removes what has expired.
  package func sweep(at now: Timestamp) async throws(StorageFailure) {
    try await perform { [directory] () throws(StorageFailure) in
      for name in Self.names(in: directory) {
        guard let expiry = Self.expiry(name), expiry <= now else { continue }
        guard unlink("\(directory)/\(name)") == 0 || errno == ENOENT else {
          throw StorageFailure(errno: errno, doing: "remove", path: "\(directory)/\(name)")
        }
      }
    }
  }

  private static func names(in directory: String) -> [String] {
    guard let entries = opendir(directory) else { return [] }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names
  }

  /// Returns when a payload's time is up, or nothing for what is no name of one.
  private static func expiry(_ name: some StringProtocol) -> Timestamp? {
    let parts = name.split(separator: "-", maxSplits: 1)
    guard parts.count == 2, let milliseconds = Int64(parts[0]),
      parts[1].utf8.count == 36,
      parts[1].utf8.allSatisfy({ byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      })
    else { return nil }
    return Timestamp(milliseconds: milliseconds)
  }

  private func perform<Value: Sendable>(
    _ work: @escaping @Sendable () throws(StorageFailure) -> Value
  ) async throws(StorageFailure) -> Value {
    let result: Result<Value, StorageFailure> = await withCheckedContinuation { continuation in
      queue.async {
        continuation.resume(returning: Result { () throws(StorageFailure) in try work() })
      }
    }
    return try result.get()
  }
}
