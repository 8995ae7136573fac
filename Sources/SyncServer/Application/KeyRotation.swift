package import IdentityTokens
package import Logging
import ServiceLifecycle
import SyncCore

/// Changes the key that signs ID tokens when it is old.
package struct KeyRotation: Service, CustomStringConvertible {
  /// The name of this service in the log.
  package var description: String { "key rotation" }

  private static let interval = Duration.seconds(3_600)

  private let authority: TokenAuthority
  private let surroundings: Surroundings
  private let logger: Logger
  private let keep: @Sendable (SigningKeyRing) throws -> Void

  /// Creates a rotation of the keys of `authority`; `keep` stores the new ones.
  package init(
    authority: TokenAuthority, surroundings: Surroundings, logger: Logger,
    keep: @escaping @Sendable (SigningKeyRing) throws -> Void
  ) {
    self.authority = authority
    self.surroundings = surroundings
    self.logger = logger
    self.keep = keep
  }

  /// Looks every hour until the service is told to stop.
  package func run() async throws {
    await rotate()
    try? await cancelWhenGracefulShutdown {
      while true {
        try await Task.sleep(for: Self.interval)
        await rotate()
      }
    }
  }

  private func rotate() async {
    do {
      let ring = try await authority.rotateIfDue(
        at: surroundings.now().milliseconds, entropy: surroundings.entropy)
      if let ring { try keep(ring) }
    } catch {
      // Tokens of a key that was not kept are good until the next start: no reason to stop now.
      logger.error("signing keys could not be rotated", metadata: ["error": "\(error)"])
    }
  }
}
