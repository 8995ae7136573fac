import GRDB

extension StorageFailure {
  /// Says in the operator's words what SQLite reported.
  init(_ error: any Error) {
    guard let error = error as? DatabaseError else {
      self.init(
        kind: .unexpected, message: "The store failed unexpectedly.",
        detail: String(describing: error))
      return
    }
    let kind = Self.kind(of: error.resultCode)
    // Bound values are left out: they are somebody's saves and password hashes.
    self.init(
      kind: kind, message: Self.advice(for: kind),
      detail: "SQLite error \(error.extendedResultCode.rawValue): \(error.message ?? "")"
        + (error.sql.map { " in \($0)" } ?? ""))
  }

  /// Creates a failure of `kind` with its usual advice.
  init(kind: Kind, detail: String = "") {
    self.init(kind: kind, message: Self.advice(for: kind), detail: detail)
  }

  private static func kind(of code: ResultCode) -> Kind {
    switch code {
    case .SQLITE_FULL: .diskFull
    case .SQLITE_READONLY: .readOnly
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: .cannotOpen
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: .corrupt
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: .busy
    case .SQLITE_IOERR: .inputOutput
    case .SQLITE_NOMEM: .outOfMemory
    default: .unexpected
    }
  }

  private static func advice(for kind: Kind) -> String {
    switch kind {
    case .diskFull:
      "The disk of the data directory is full. Free some space; nothing has been lost."
    case .readOnly:
      "The data directory cannot be written. Check its permissions and how its disk is mounted."
    case .cannotOpen:
      "The files of the data directory cannot be opened. Check that they belong to this user."
    case .corrupt:
      "The database is damaged, or is not one of this program. It was left as it is: restore a"
        + " backup, or start with another data directory."
    case .tooNew:
      "The database was written by a newer version of this program. Use that version, or another"
        + " data directory."
    case .busy:
      "Another program holds the database. Close it and try again."
    case .inputOutput:
      "The disk of the data directory reported an error. Check the disk, then start again."
    case .outOfMemory: "There is not enough memory."
    case .alreadyRunning:
      "Another process works on this data directory. Stop it, or use another directory."
    case .closed: "The store is closed."
    case .unexpected: "The store failed unexpectedly."
    }
  }
}
