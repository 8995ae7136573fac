import Foundation
import GRDBSQLite
import Synchronization

/// The writing half of a disk under SQLite, which a test may trouble, for the files of one folder.
///
/// The files are SQLite's own; only what they are asked to write passes here first.
final class StoreDisk: Sendable {
  /// What becomes of a call to write, cut or wait for a file: an error code, or nothing.
  typealias Trouble = @Sendable (_ number: Int) -> Int32?

  private struct State {
    var calls = 0
    var waits = 0
    var trouble: Trouble = { _ in nil }
  }

  private let state = Mutex(State())

  /// Stands under all files opened in `folder` from now on.
  init(_ folder: String) {
    _ = Self.isInstalled
    Self.disks.withLock { $0[folder] = self }
  }

  /// How often somebody has waited for the disk itself since the last question or healing.
  var waits: Int { state.withLock(\.waits) }

  /// Asks `trouble` about each call from now on, numbered from zero.
  func ask(_ trouble: @escaping Trouble) { state.withLock { $0 = State(trouble: trouble) } }

  /// Works from now on, and returns how many calls there were.
  func heal() -> Int {
    state.withLock { state in
      defer { state = State() }
      return state.calls
    }
  }

  private func code(waiting: Bool) -> Int32? {
    let (number, trouble) = state.withLock { state in
      state.calls += 1
      if waiting { state.waits += 1 }
      return (state.calls - 1, state.trouble)
    }
    return trouble(number)
  }

  // MARK: SQLite's side

  /// What SQLite's own functions are, found by what a file was opened with.
  private struct Functions: Sendable {
    var write: @Sendable (Int, Int, Int32, Int64) -> Int32
    var truncate: @Sendable (Int, Int64) -> Int32
    var synchronize: @Sendable (Int, Int32) -> Int32
  }

  private static let disks = Mutex<[String: StoreDisk]>([:])
  /// The disk under each open file, by its address.
  private static let files = Mutex<[Int: StoreDisk]>([:])
  private static let own = Mutex<Functions?>(nil)
  private static let opening = Mutex<(@Sendable (Int, Int, Int, Int32, Int) -> Int32)?>(nil)
  /// The addresses of the functions that take the place of SQLite's own, by the addresses of those.
  private static let replaced = Mutex<[Int: Int]>([:])

  private static let isInstalled: Bool = {
    guard let system = sqlite3_vfs_find(nil), let open = system.pointee.xOpen else { return false }
    let name = Int(bitPattern: system)
    opening.withLock {
      $0 = { _, path, file, flags, out in
        open(
          UnsafeMutablePointer(bitPattern: name), UnsafePointer(bitPattern: path),
          UnsafeMutablePointer(bitPattern: file), flags, UnsafeMutablePointer(bitPattern: out))
      }
    }
    let copy = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    copy.initialize(to: system.pointee)
    copy.pointee.pNext = nil
    copy.pointee.zName = UnsafePointer(strdup("troubled"))
    copy.pointee.xOpen = { vfs, path, file, flags, out in
      StoreDisk.open(vfs, path, file, flags, out)
    }
    return sqlite3_vfs_register(copy, 1) == SQLITE_OK
  }()

  private static func open(
    _ system: UnsafeMutablePointer<sqlite3_vfs>?, _ path: UnsafePointer<CChar>?,
    _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32, _ out: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    guard let open = opening.withLock({ $0 }) else { return SQLITE_INTERNAL }
    let code = open(
      Int(bitPattern: system), Int(bitPattern: path), Int(bitPattern: file), flags,
      Int(bitPattern: out))
    let folder = path.map { URL(filePath: String(cString: $0)).deletingLastPathComponent().path }
    let disk = folder.flatMap { folder in disks.withLock { $0[folder] } }
    files.withLock { $0[Int(bitPattern: file)] = disk }
    guard disk != nil, let file, let methods = file.pointee.pMethods else { return code }
    file.pointee.pMethods = UnsafePointer(bitPattern: replacement(of: methods))
    return code
  }

  /// Returns the address of functions that ask first.
  ///
  /// SQLite has several sets of them, for files with and without locks, but they all write in the
  /// same way.
  private static func replacement(of methods: UnsafePointer<sqlite3_io_methods>) -> Int {
    replaced.withLock { known in
      if let address = known[Int(bitPattern: methods)] { return address }
      let original = methods.pointee
      own.withLock {
        $0 = Functions(
          write: {
            original.xWrite(
              UnsafeMutablePointer(bitPattern: $0), UnsafeRawPointer(bitPattern: $1), $2, $3)
          },
          truncate: { original.xTruncate(UnsafeMutablePointer(bitPattern: $0), $1) },
          synchronize: { original.xSync(UnsafeMutablePointer(bitPattern: $0), $1) })
      }
      let copy = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
      copy.initialize(to: original)
      copy.pointee.xWrite = { file, bytes, count, offset in
        StoreDisk.pass(file) {
          $0.write(Int(bitPattern: file), Int(bitPattern: bytes), count, offset)
        }
      }
      copy.pointee.xTruncate = { file, size in
        StoreDisk.pass(file) { $0.truncate(Int(bitPattern: file), size) }
      }
      copy.pointee.xSync = { file, flags in
        StoreDisk.pass(file, waiting: true) { $0.synchronize(Int(bitPattern: file), flags) }
      }
      known[Int(bitPattern: methods)] = Int(bitPattern: copy)
      return Int(bitPattern: copy)
    }
  }

  private static func pass(
    _ file: UnsafeMutablePointer<sqlite3_file>?, waiting: Bool = false,
    _ body: (Functions) -> Int32
  ) -> Int32 {
    let disk = files.withLock { $0[Int(bitPattern: file)] }
    if let code = disk?.code(waiting: waiting) { return code }
    guard let own = own.withLock({ $0 }) else { return SQLITE_INTERNAL }
    return body(own)
  }
}
