/// How the database is used; the defaults serve.
package struct SQLiteOptions: Hashable, Sendable {
  /// Connections that read.
  package var readers: Int
  /// Bytes the write-ahead log is grown to at the start: writing over a file costs half of what
  /// growing it costs.
  package var logBytes: Int
  /// Pages the database may have at most; nothing for no limit but the disk.
  package var maximumPages: Int?

  /// Creates options; each has its default.
  package init(readers: Int = 2, logBytes: Int = 8 << 20, maximumPages: Int? = nil) {
    precondition(readers > 0, "Somebody has to read.")
    self.readers = readers
    self.logBytes = logBytes
    self.maximumPages = maximumPages
  }
}
