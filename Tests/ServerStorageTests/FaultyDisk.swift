import Foundation
import GRDBSQLite
import Synchronization

/// A disk under SQLite that fails on request, for the files of one directory.
///
/// It stands between SQLite and its usual files, in which everything really is.
final class FaultyDisk: Sendable {
  /// What a disk is asked to do.
  enum Call: Sendable {
    case read
    case write
    case synchronize
  }

  /// Which call fails, and how.
  struct Fault: Sendable {
    var call: Call
    /// How many calls succeed before.
    var after: Int
    /// What SQLite is told.
    var code: Int32
    /// Whether all later calls fail, too.
    var isLasting = false
  }

  private struct State {
    var fault: Fault?
    var hits = 0
  }

  private static let disks = Mutex<[String: FaultyDisk]>([:])

  private let state = Mutex(State())

  /// Stands under all files opened in `directory` from now on.
  init(_ directory: String) {
    FileSystem.install()
    Self.disks.withLock { $0[directory] = self }
  }

  /// Lets a call fail.
  func fail(_ fault: Fault) { state.withLock { $0 = State(fault: fault) } }

  /// Works from now on and returns how many calls have failed.
  func heal() -> Int {
    state.withLock { state in
      defer { state = State() }
      return state.hits
    }
  }

  /// Returns what SQLite is told about a call.
  func code(for call: Call) -> Int32? {
    state.withLock { state in
      guard let fault = state.fault, fault.call == call else { return nil }
      guard fault.after == 0 else {
        state.fault?.after -= 1
        return nil
      }
      state.hits += 1
      if !fault.isLasting { state.fault = nil }
      return fault.code
    }
  }

  /// Returns the disk under a file.
  static func under(_ path: String) -> FaultyDisk? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    return disks.withLock { $0[String(path[..<slash])] }
  }
}

/// A file as SQLite sees it; the real one follows in memory.
private struct FaultyFile {
  typealias Handle = UnsafeMutablePointer<sqlite3_file>

  var base: sqlite3_file
  var disk: Unmanaged<FaultyDisk>?

  static let size = (MemoryLayout<FaultyFile>.size + 15) / 16 * 16

  static func at(_ file: Handle?) -> UnsafeMutablePointer<FaultyFile> {
    guard let file else { preconditionFailure("SQLite says which file it means.") }
    return UnsafeMutableRawPointer(file).assumingMemoryBound(to: FaultyFile.self)
  }

  static func real(_ file: Handle?) -> Handle {
    (UnsafeMutableRawPointer(at(file)) + size).assumingMemoryBound(to: sqlite3_file.self)
  }

  static func code(for call: FaultyDisk.Call, _ file: Handle?) -> Int32? {
    at(file).pointee.disk?.takeUnretainedValue().code(for: call)
  }
}

/// SQLite's way to files, with `FaultyDisk` in it.
private enum FileSystem {
  nonisolated(unsafe) static let original: UnsafeMutablePointer<sqlite3_vfs> = {
    guard let system = sqlite3_vfs_find(nil) else {
      preconditionFailure("SQLite has a way to files.")
    }
    return system
  }()
  nonisolated(unsafe) static let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(
    capacity: 1)
  private nonisolated(unsafe) static let faulty = UnsafeMutablePointer<sqlite3_vfs>.allocate(
    capacity: 1)

  static func install() { _ = isInstalled }

  private static let isInstalled: Bool = {
    methods.initialize(to: makeMethods())
    var system = original.pointee
    system.pNext = nil
    system.zName = UnsafePointer(strdup("faulty"))
    system.szOsFile += Int32(FaultyFile.size)
    system.xOpen = { _, name, file, flags, outFlags in
      open(name, file, flags, outFlags)
    }
    faulty.initialize(to: system)
    return sqlite3_vfs_register(faulty, 1) == SQLITE_OK
  }()

  private static func open(
    _ name: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
    _ outFlags: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    let real = FaultyFile.real(file)
    let code = original.pointee.xOpen(original, name, real, flags, outFlags)
    let disk = name.flatMap { FaultyDisk.under(String(cString: $0)) }
    FaultyFile.at(file).initialize(
      to: FaultyFile(
        base: sqlite3_file(pMethods: real.pointee.pMethods == nil ? nil : UnsafePointer(methods)),
        disk: real.pointee.pMethods == nil ? nil : disk.map(Unmanaged.passRetained)))
    return code
  }

  private static func makeMethods() -> sqlite3_io_methods {
    var methods = sqlite3_io_methods()
    methods.iVersion = 3
    methods.xClose = { file in
      let this = FaultyFile.at(file)
      let code = FaultyFile.real(file).pointee.pMethods.pointee.xClose(FaultyFile.real(file))
      this.pointee.disk?.release()
      this.pointee.disk = nil
      return code
    }
    methods.xRead = { file, buffer, count, offset in
      if let code = FaultyFile.code(for: .read, file) { return code }
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xRead(real, buffer, count, offset)
    }
    methods.xWrite = { file, buffer, count, offset in
      if let code = FaultyFile.code(for: .write, file) { return code }
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xWrite(real, buffer, count, offset)
    }
    methods.xTruncate = { file, size in
      if let code = FaultyFile.code(for: .write, file) { return code }
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xTruncate(real, size)
    }
    methods.xSync = { file, flags in
      if let code = FaultyFile.code(for: .synchronize, file) { return code }
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xSync(real, flags)
    }
    passOn(&methods)
    return methods
  }

  /// Passes on what never fails here.
  private static func passOn(_ methods: inout sqlite3_io_methods) {
    methods.xFileSize = { file, size in
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xFileSize(real, size)
    }
    methods.xLock = { file, level in
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xLock(real, level)
    }
    methods.xUnlock = { file, level in
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xUnlock(real, level)
    }
    methods.xCheckReservedLock = { file, result in
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xCheckReservedLock(real, result)
    }
    methods.xFileControl = { file, operation, argument in
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xFileControl(real, operation, argument)
    }
    methods.xSectorSize = { file in
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xSectorSize(real)
    }
    methods.xDeviceCharacteristics = { file in
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xDeviceCharacteristics(real)
    }
    methods.xShmMap = { file, page, size, isExtending, result in
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xShmMap(real, page, size, isExtending, result)
    }
    methods.xShmLock = { file, offset, count, flags in
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xShmLock(real, offset, count, flags)
    }
    methods.xShmBarrier = { file in
      let real = FaultyFile.real(file)
      real.pointee.pMethods.pointee.xShmBarrier(real)
    }
    methods.xShmUnmap = { file, isDeleting in
      let real = FaultyFile.real(file)
      return real.pointee.pMethods.pointee.xShmUnmap(real, isDeleting)
    }
    methods.xFetch = { _, _, _, result in
      result?.pointee = nil
      return SQLITE_OK
    }
    methods.xUnfetch = { _, _, _ in SQLITE_OK }
  }
}
