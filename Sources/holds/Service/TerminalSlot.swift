import Foundation

/// The place of one terminal among those that play as the same device at the same time.
///
/// They share the device's store, and are told apart by a number, so that each sees where the
/// others are.
struct TerminalSlot: Sendable {
  /// 1 for the first terminal.
  let number: Int
  private let directory: URL
  private let lock: FileLock

  /// How many terminals of one device are told apart.
  private static let most = 9

  /// Takes the first place that is free until the process ends, or returns nothing if none is.
  init?(directory: URL) {
    for number in 1...Self.most {
      guard let lock = FileLock(path: Self.path(number, directory)) else { continue }
      self.number = number
      self.directory = directory
      self.lock = lock
      return
    }
    return nil
  }

  /// Whether another terminal plays as the same device right now.
  var hasNeighbors: Bool {
    (1...Self.most).contains { other in
      let path = Self.path(other, directory)
      guard other != number, FileManager.default.fileExists(atPath: path) else { return false }
      guard let lock = FileLock(path: path) else { return true }
      lock.release()
      return false
    }
  }

  /// Gives the place up.
  func release() { lock.release() }

  private static func path(_ number: Int, _ directory: URL) -> String {
    directory.appending(path: "terminal-\(number).lock").path(percentEncoded: false)
  }
}
