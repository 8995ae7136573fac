import Foundation
import Game
import LevelPack
import Logging
import SyncClient
import SyncCore

/// Everything a `ProgressLink` is made from.
struct LinkSettings {
  /// This terminal among the player's devices.
  let deviceName: DeviceName
  /// The levels.
  let pack: LevelPack
  /// The files of this device.
  let directory: URL
  /// How the service is reached; nothing to do without one.
  let transport: Transport?
  /// The terminal's place among those of the same device, if it plays.
  var slot: TerminalSlot?
  /// Why there is no service, as a sentence.
  var reasonForNone = "There is no service."
  /// The service as the player named it.
  let server: String
  /// Where the program reports what is not for the screen.
  let logger: Logger
  /// Time and chance.
  var environment = SyncEnvironment.system

  /// What is known about the service.
  var serviceFile: ServiceFile { ServiceFile(directory: directory, server: server) }

  /// Who is signed in.
  var signInFile: SignInFile { SignInFile(directory: directory) }

  /// A pool to stand for the service's as long as that is not known.
  ///
  /// No identity comes from it, and records without an identity belong to the first that the real
  /// pool gives.
  private static let unknownPool = "unknown:0"

  /// Opens the device's store for a pool.
  func open(
    pool: String?, tokens: TokenSource?
  ) throws -> (manager: SyncManager, shared: Dataset, device: Dataset) {
    guard let poolID = IdentityPoolID(pool ?? Self.unknownPool) else {
      throw HoldsError(
        "The service names '\(pool ?? "")' as its pool, which is none.",
        hint: "Is it a Hundred Holds service?")
    }
    let callbacks = GameCallbacks(
      merge: ProgressMerge(pack: pack, deviceID: deviceName.text), logger: logger)
    let datasets = DatasetPair()
    let manager = try SyncManager(
      SyncManager.Configuration(
        pool: poolID, region: serviceFile.load()?.region ?? "us-east-1",
        storePath: directory.appending(path: "progress.sqlite").path(percentEncoded: false),
        callbacks: callbacks.callbacks(
          shared: { try datasets.shared() }, device: { try datasets.device() }),
        adoption: callbacks.guestPolicy, deviceName: deviceName.text),
      transport: transport ?? .none, environment: environment,
      logins: { try await tokens?.logins() ?? [:] }, logger: logger)
    let shared = try manager.dataset(GameCallbacks.sharedDataset)
    let device = try manager.deviceDataset(GameCallbacks.deviceDataset)
    datasets.fill(shared: shared, device: device)
    return (manager, shared, device)
  }
}

extension Transport {
  /// A transport for which there is no service.
  static let none = Transport(
    send: { _, _ throws(TransportError) in
      throw TransportError(.unreachable, "There is no service.")
    },
    stream: { _ throws(TransportError) in throw TransportError(.unreachable, "There is no service.")
    })
}
