import Synchronization

/// Hands out the numbers that order the edits of a store across all processes that share it.
///
/// The store keeps the highest number that may be in use. Writing it with every edit would double
/// what an edit costs, so a number is handed out from a block that was written at once. A block is
/// good as long as the store's number is its end: whoever reserves another, or wants all earlier
/// edits told from later ones, raises that number. So numbers grow with time, whoever edits.
final class EditNumbers: Sendable {
  /// How many numbers are reserved at once.
  static let blockLength: Int64 = 256

  private struct Block {
    var next: Int64
    var end: Int64
  }

  private struct Blocks {
    var reserved: Block?
    /// What the transaction on its way has reserved; nothing of it is good before the commit.
    var pending: Block?
  }

  private let blocks = Mutex(Blocks())

  /// Returns the next number, and the store's number if it has to be raised for it.
  func take(stored: Int64) -> (number: Int64, raised: Int64?) {
    blocks.withLock { blocks in
      if let number = Self.take(from: &blocks.pending, stored) { return (number, nil) }
      if let number = Self.take(from: &blocks.reserved, stored) { return (number, nil) }
      let end = stored + Self.blockLength
      blocks.pending = Block(next: stored + 2, end: end)
      return (stored + 1, end)
    }
  }

  /// Tells how the transaction ended.
  func finish(isCommitted: Bool) {
    blocks.withLock { blocks in
      if isCommitted, let block = blocks.pending { blocks.reserved = block }
      blocks.pending = nil
    }
  }

  private static func take(from block: inout Block?, _ stored: Int64) -> Int64? {
    guard let found = block, found.end == stored, found.next <= found.end else { return nil }
    block?.next += 1
    return found.next
  }
}
