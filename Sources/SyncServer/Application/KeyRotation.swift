import IdentityTokens
import Logging
import ServiceLifecycle
import SyncCore

/// Changes the service's keys when they are old.
struct KeyRotation: Service, CustomStringConvertible {
  /// The name of this service in the log.
  var description: String { "key rotation" }

  private static let interval = Duration.seconds(3_600)

  let authority: TokenAuthority
  let sealer: SessionTokenSealer
  let sessionTokens: SyncSessionTokens
  /// Stores the new keys.
  let keeper: SecretsKeeper
  let surroundings: Surroundings
  let logger: Logger

  /// Looks every hour until the service is told to stop.
  func run() async throws {
    await rotate()
    try? await cancelWhenGracefulShutdown {
      while true {
        try await Task.sleep(for: Self.interval)
        await rotate()
      }
    }
  }

  private func rotate() async {
    let now = surroundings.now().milliseconds
    do {
      let ring = try await authority.rotateIfDue(at: now, entropy: surroundings.entropy)
      if let ring { try keeper.change { $0.signingKeys = ring } }
    } catch {
      // Tokens of a key that was not kept are good until the next start: no reason to stop now.
      logger.error("signing keys could not be rotated", metadata: ["error": "\(error)"])
    }
    do {
      try sealer.rotateIfDue(at: now) { ring in try keeper.change { $0.sealingKeys = ring } }
      try sessionTokens.rotateIfDue(at: now) { ring in
        try keeper.change { $0.sessionKeys = ring }
      }
    } catch {
      // The keys before are used on, and the next hour is another try.
      logger.error("session keys could not be rotated", metadata: ["error": "\(error)"])
    }
  }
}
