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
  private let trust: Trust
  private let isOffline: Bool
  private let searchPath: String

  init(options: DeviceOptions, isOffline: Bool, environment: [String: String]) {
    deviceName =
      options.device.flatMap(DeviceName.init)
      ?? DeviceName(host: ProcessInfo.processInfo.hostName)
    directories = Directories(chosen: options.data, environment: environment)
    server = options.server
    trust = options.caCertificate.map(Trust.certificateFile) ?? .system
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
  ///
  /// - Parameter isPlaying: Whether other terminals of the device shall see this one.
  @MainActor func link(pack: LevelPack, isPlaying: Bool) throws -> ProgressLink {
    let directory = directories.device(deviceName)
    try Directories.makePrivate(directory)
    let logger = Self.logger(directory)
    do {
      let way = try transport(logger)
      let slot = isPlaying ? TerminalSlot(directory: directory) : nil
      var settings = LinkSettings(
        deviceName: deviceName.ofTerminal(slot?.number ?? 1), pack: pack, directory: directory,
        transport: way.transport,
        server: server ?? "embedded", logger: logger)
      settings.slot = slot
      settings.reasonForNone = way.reasonForNone
      return try ProgressLink(settings)
    } catch let error as SyncError {
      throw HoldsError(
        "The saved games in '\(directory.path(percentEncoded: false))' cannot be opened: "
          + error.message, hint: "Is the disk full, or does the directory belong to another user?")
    }
  }

  /// Chooses how the service is reached, or says why there is none.
  private func transport(
    _ logger: Logger
  ) throws -> (transport: Transport?, reasonForNone: String) {
    guard !isOffline else { return (nil, "This game was started with --offline.") }
    if let server {
      do throws(TransportError) {
        return (try Transport.http(endpoint: server, trust: trust), "")
      } catch {
        throw HoldsError(error.description, status: 64)
      }
    }
    do {
      let service = try EmbeddedService(directories: directories, searchPath: searchPath)
      try service.protect()
      let socket = service.socket.path(percentEncoded: false)
      return (try Transport.http(endpoint: "unix:\(socket)").starting(service), "")
    } catch {
      // Without a service the game is played all the same.
      logger.warning("there is no local service", metadata: ["reason": "\(error)"])
      return (nil, "\(error)")
    }
  }

  private static func logger(_ directory: URL) -> Logger {
    let path = directory.appending(path: "holds.log").path(percentEncoded: false)
    return Logger(label: "holds") { _ in
      FileLogHandler(path: path) ?? SwiftLogNoOpLogHandler() as any LogHandler
    }
  }
}
