import Crypto

extension SHA256 {
  /// Returns the hash of bytes that lie together, without the generic way over regions.
  static func digest(of bytes: [UInt8]) -> SHA256Digest {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize()
  }
}
