/// How well concurrent writes share the cost of being durable.
package struct WriterStatistics: Hashable, Sendable {
  /// Writes asked for since the start.
  package private(set) var requested = 0
  /// Transactions committed since the start.
  package private(set) var transactions = 0
  /// Writes those transactions consisted of, refused ones included.
  package private(set) var writes = 0

  /// Counts one more write that was asked for.
  mutating func countRequest() { requested += 1 }

  /// Counts one transaction of so many writes.
  mutating func count(_ writes: Int) {
    transactions += 1
    self.writes += writes
  }
}
