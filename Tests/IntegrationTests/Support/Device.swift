import Game
import LevelPack
import Logging
import SyncClient
import SyncCore
import Testing

@testable import holds
import TestKit

/// One terminal of a player: its files, its clock, its line to the service, and the game's own
/// composition of the SDK on top.
struct Device: Sendable {
  static let password = "correct horse"

  let line: Line
  let settings: LinkSettings
  let tokens: TokenSource
  let manager: SyncManager
  let shared: Dataset
  let kept: Dataset
  private let folder: TemporaryDirectory
  private let service: Service

  /// Sets up a device that has heard of the service, or opens an earlier one's files again.
  init(
    _ name: String, on service: Service, files folder: TemporaryDirectory? = nil, skew: Int64 = 0
  ) async throws {
    let folder = try folder ?? TemporaryDirectory()
    let line = Line(to: service)
    let settings = try Self.settings(name, line, folder, service, skew: skew)
    let accounts = Accounts(transport: line.transport)
    let description = try await Accounts(transport: Line(to: service).transport).describe()
    settings.serviceFile.save(description)
    let start = ContinuousClock.now
    tokens = TokenSource(
      accounts: accounts, file: settings.signInFile,
      now: { [time = service.time] in start + time.elapsed },
      description: { () async throws(AccountFailure) in description })
    (manager, shared, kept) = try settings.open(pool: description.poolID, tokens: tokens)
    self.line = line
    self.settings = settings
    self.folder = folder
    self.service = service
  }

  /// What the program is made from on a device with these files.
  static func settings(
    _ name: String, _ line: Line, _ folder: TemporaryDirectory, _ service: Service, skew: Int64 = 0
  ) throws -> LinkSettings {
    LinkSettings(
      deviceName: try #require(DeviceName(name)), pack: try LevelPack.load(),
      directory: folder.url, transport: line.transport, server: Service.issuer,
      logger: Logger(label: "device") { _ in SwiftLogNoOpLogHandler() },
      environment: service.time.environment(skewedByMinutes: skew))
  }

  /// Ends the program and starts it again.
  func restarted(skew: Int64 = 0) async throws -> Device {
    await manager.close()
    return try await Device(
      settings.deviceName.text, on: service, files: folder, skew: skew)
  }

  // MARK: Who plays

  /// Signs in; makes the account if need be.
  func signIn(_ name: String, isNew: Bool = false) async throws {
    _ = try await tokens.signIn(name: name, password: Self.password, isNew: isNew)
    try await manager.credentials.setLogins { [tokens] in try await tokens.logins() }
  }

  func signOut() async throws {
    try await tokens.signOut()
    try await manager.credentials.clear()
  }

  func identity() async throws -> IdentityID { try await manager.credentials.identity() }

  // MARK: What is played

  private var records: GameRecords {
    GameRecords(
      shared: shared, kept: kept, deviceID: settings.deviceName.text, pack: settings.pack)
  }

  var progress: Progress {
    get throws { try records.progress }
  }

  /// Plays the actions of `text` on the board of a level, saving after each.
  func play(_ text: String, atLevel number: Int) throws {
    try records.play(text, atLevel: number)
  }

  /// Solves a level as its stored solution does, or as `text` does.
  func solve(_ number: Int, _ text: String? = nil) throws { try records.solve(number, text) }

  // MARK: How it is synchronised

  @discardableResult
  func synchronize() async throws(SyncError) -> SyncResult { try await shared.synchronize() }

  /// Synchronises as often as it takes, like the worker of a running game.
  func synchronizeEventually() async throws {
    for _ in 0..<8 {
      do throws(SyncError) {
        try await synchronize()
        return
      } catch {
        guard error.retry != .never else { throw error }
      }
    }
    Issue.record("The device never got through.")
  }

  /// The failure of a synchronization that is bound to fail.
  func failure() async -> SyncError? {
    do throws(SyncError) {
      try await synchronize()
      return nil
    } catch { return error }
  }
}

extension Device {
  /// Two devices of one account, both of which have met the service.
  static func pair(on service: Service) async throws -> (Device, Device) {
    let first = try await Device("laptop", on: service)
    let second = try await Device("phone", on: service)
    try await first.signIn("ada", isNew: true)
    try await second.signIn("ada")
    for device in [first, second] {
      try await device.synchronize()
      _ = device.line.takeOperations()
    }
    return (first, second)
  }

  /// Expects that both devices hold the same records, with nothing left to upload.
  static func expectAgreement(
    _ first: Device, _ second: Device, at place: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try first.shared.values() == second.shared.values(), sourceLocation: place)
    for device in [first, second] {
      #expect(try device.shared.unsynchronizedCount() == 0, sourceLocation: place)
    }
  }
}
