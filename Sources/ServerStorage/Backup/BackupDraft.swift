#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A backup that is being written, beside the place where it will be.
struct BackupDraft {
  let files: DataFiles

  init(path: String) { files = DataFiles(path: path) }

  /// Makes the directories, which are not there yet.
  func begin() throws(StorageFailure) {
    try make(files.path)
    do throws(StorageFailure) {
      try make(files.secretsPath)
    } catch {
      rmdir(files.path)
      throw error
    }
  }

  private func make(_ path: String) throws(StorageFailure) {
    guard mkdir(path, 0o700) == 0 else {
      throw StorageFailure(errno: errno, doing: "make", path: path).aboutBackup
    }
  }

  /// Makes an empty file that the database is to be written to, since SQLite would let others read
  /// one of its own making.
  func makeDatabaseFile() throws(StorageFailure) -> FileDescriptor {
    do throws(StorageFailure) {
      return try FileDescriptor.open(files.databasePath, orCreate: true)
    } catch { throw error.aboutBackup }
  }

  /// Writes a file whose path is given from the directory on.
  func write(_ content: [UInt8], to file: String) throws(StorageFailure) {
    do throws(StorageFailure) {
      let descriptor = try FileDescriptor.open("\(files.path)/\(file)", orCreate: true)
      try descriptor.makePrivate()
      try descriptor.write(content)
    } catch { throw error.aboutBackup }
  }

  /// Waits until the names of all files are on the disk.
  func synchronize() throws(StorageFailure) {
    do throws(StorageFailure) {
      try FileDescriptor.openDirectory(files.secretsPath).synchronize()
      try FileDescriptor.openDirectory(files.path).synchronize()
    } catch { throw error.aboutBackup }
  }

  /// Gives the directory its name.
  func publish(as target: String) throws(StorageFailure) {
    guard rename(files.path, target) == 0 else {
      throw StorageFailure(errno: errno, doing: "make", path: target).aboutBackup
    }
    let parent = target.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    let directory = target.contains("/") ? (parent.isEmpty ? "/" : parent) : "."
    do throws(StorageFailure) {
      try FileDescriptor.openDirectory(directory).synchronize()
    } catch { throw error.aboutBackup }
  }

  /// Removes whatever has been written.
  func remove() {
    let database = files.databasePath
    let keys = (try? files.keyFiles()) ?? []
    for file in [database, "\(database)-journal"] + keys.map({ "\(files.path)/\($0)" }) {
      unlink(file)
    }
    rmdir(files.secretsPath)
    rmdir(files.path)
  }
}

extension StorageFailure {
  /// The failure, said of the backup and not of the data directory.
  var aboutBackup: StorageFailure {
    let message =
      switch kind {
      case .diskFull: "The disk is full: there is no room for the backup."
      case .readOnly: "The disk of the backup cannot be written."
      case .cannotOpen, .corrupt, .tooNew, .busy, .inputOutput, .outOfMemory, .alreadyRunning,
        .closed, .unexpected:
        "The backup cannot be written."
      }
    return StorageFailure(kind: kind, message: message, detail: detail)
  }
}
