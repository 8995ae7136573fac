import GRDB
package import SyncCore

/// Why the local store did not do what it was asked; nothing was changed then.
package enum StoreError: Error {
  /// The disk or the quota is full.
  case full(any Error)
  /// The file is not a database any more; it is set aside when it is opened next.
  case damaged(any Error)
  /// Another process kept the file locked for too long.
  case busy(any Error)
  /// The file or its folder may not be written or read.
  case notAccessible(any Error)
  /// The file was written by a later version of this library.
  case tooNew(version: String)
  /// The rows are not the ones a run knows.
  case replica(ReplicaFailure)
  /// Another process changed the cached identity first.
  case identityRace
  /// The store was closed.
  case closed
  /// Anything else that SQLite or the system reports.
  case other(any Error)

  /// Sorts an error of GRDB or of a transaction's body.
  init(_ error: any Error) {
    switch error {
    case let error as StoreError: self = error
    case let error as ReplicaFailure: self = .replica(error)
    case let error as DatabaseError: self.init(database: error)
    default: self = .other(error)
    }
  }

  private init(database error: DatabaseError) {
    self =
      switch error.resultCode {
      case .SQLITE_FULL: .full(error)
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(error)
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(error)
      case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: .notAccessible(error)
      default: .other(error)
      }
  }
}
