import Foundation

/// Where the program keeps its files (XDG Base Directory Specification).
struct Directories: Hashable, Sendable {
  /// Everything that has to last: `--data`, or `hundred-holds` in the user's data directory.
  let data: URL
  /// Sockets, which end with the session: private to the user.
  let runtime: URL

  /// Chooses the directories from the environment.
  ///
  /// - Parameter chosen: The directory named by the user, if any.
  init(chosen: String?, environment: [String: String]) {
    let home = URL(filePath: Self.home(environment), directoryHint: .isDirectory)
    if let chosen {
      data = URL(filePath: chosen, directoryHint: .isDirectory).absoluteURL
    } else if let shared = environment["XDG_DATA_HOME"], shared.hasPrefix("/") {
      data = URL(filePath: shared, directoryHint: .isDirectory).appending(path: "hundred-holds")
    } else {
      data = home.appending(path: ".local/share/hundred-holds")
    }
    if let session = environment["XDG_RUNTIME_DIR"], session.hasPrefix("/"),
      FileManager.default.isWritableFile(atPath: session)
    {
      runtime = URL(filePath: session, directoryHint: .isDirectory)
        .appending(path: "hundred-holds")
    } else {
      runtime = Self.briefRuntime
    }
  }

  /// Where sockets go without a session's directory, or when its path is too long for a socket.
  static var briefRuntime: URL {
    URL(filePath: "/tmp/hundred-holds-\(getuid())", directoryHint: .isDirectory)
  }

  /// The user's home; the account's one where the environment names none.
  private static func home(_ environment: [String: String]) -> String {
    if let home = environment["HOME"], home.hasPrefix("/") { return home }
    guard let entry = getpwuid(getuid()), let directory = entry.pointee.pw_dir else { return "/" }
    return String(cString: directory)
  }

  /// The files of one device.
  func device(_ name: DeviceName) -> URL {
    data.appending(path: "devices").appending(path: name.text)
  }

  /// The files of the service that runs on demand.
  var service: URL { data.appending(path: "service") }

  /// Creates `directory` for this user alone, or throws why it cannot be used.
  static func makePrivate(_ directory: URL) throws {
    let path = directory.path(percentEncoded: false)
    do {
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw HoldsError(
        "The directory '\(path)' cannot be created: \(error.localizedDescription)",
        hint: "Make room or permissions for it, or name another one with --data.")
    }
    // A link may be somebody else's, wherever it leads to.
    var link = stat()
    var target = stat()
    let name = path.hasSuffix("/") ? String(path.dropLast()) : path
    guard lstat(name, &link) == 0, stat(name, &target) == 0,
      link.st_uid == getuid(), target.st_uid == getuid()
    else {
      throw HoldsError(
        "The directory '\(path)' belongs to another user.",
        hint: "Name another one with --data, or set XDG_RUNTIME_DIR.")
    }
  }
}
