import Foundation
import HTTPTransport
import LevelPack
import Logging
import SyncClient

/// What one run of the program is made from, chosen by flags and environment.
struct Surroundings: Sendable {
  /// This terminal among the player's devices.
  let deviceName: DeviceName
  private let directories: Directories
  private let server: String?
  private let isOffline: Bool
  private let searchPath: String

  init(options: DeviceOptions, isOffline: Bool, environment: [String: String]) {
    deviceName =
      options.device.flatMap(DeviceName.init)
      ?? DeviceName(host: ProcessInfo.processInfo.hostName)
    directories = Directories(chosen: options.data, environment: environment)
    server = options.server
    self.isOffline = isOffline
    searchPath = environment["PATH"] ?? ""
  }

  /// Reads the levels that are part of the program.
  func levels() throws -> LevelPack {
    do {
      return try LevelPack.load()
    } catch {
      throw HoldsError("The levels in this program are broken: \(error)")
    }
  }

  /// Opens this device's records and chooses how its service is reached; sends nothing.
  @MainActor func link(pack: LevelPack) throws -> ProgressLink {
    let directory = directories.device(deviceName)
    try Directories.makePrivate(directory)
    let logger = Self.logger(directory)
    do {
      return try ProgressLink(
        LinkSettings(
          deviceName: deviceName, pack: pack, directory: directory,
          transport: try transport(logger), server: server ?? "embedded", logger: logger))
    } catch let error as SyncError {
      throw HoldsError(
        "The saved games in '\(directory.path(percentEncoded: false))' cannot be opened: "
          + error.message, hint: "Is the disk full, or does the directory belong to another user?")
    }
  }

  private func transport(_ logger: Logger) throws -> Transport? {
    guard !isOffline else { return nil }
    if let server {
      do throws(TransportError) {
        return try Transport.http(endpoint: server)
      } catch {
        throw HoldsError(error.description, status: 64)
      }
    }
    do {
      let service = try EmbeddedService(directories: directories, searchPath: searchPath)
      let socket = service.socket.path(percentEncoded: false)
      return try Transport.http(endpoint: "unix:\(socket)").starting(service)
    } catch {
      // Without a service the game is played all the same.
      logger.warning("there is no local service", metadata: ["reason": "\(error)"])
      return nil
    }
  }

  private static func logger(_ directory: URL) -> Logger {
    let path = directory.appending(path: "holds.log").path(percentEncoded: false)
    return Logger(label: "holds") { _ in
      FileLogHandler(path: path) ?? SwiftLogNoOpLogHandler() as any LogHandler
    }
  }
}
