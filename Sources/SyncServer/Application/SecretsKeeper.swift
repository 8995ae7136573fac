import IdentityTokens
import Synchronization

/// The service's secrets, parts of which are renewed at different times.
final class SecretsKeeper: Sendable {
  private let secrets: Mutex<ServiceSecrets>
  private let keep: @Sendable (ServiceSecrets) throws -> Void

  init(_ secrets: ServiceSecrets, keep: @escaping @Sendable (ServiceSecrets) throws -> Void) {
    self.secrets = Mutex(secrets)
    self.keep = keep
  }

  /// Stores the secrets with one part changed.
  func change(_ change: (inout ServiceSecrets) -> Void) throws {
    try secrets.withLock { secrets in
      change(&secrets)
      try keep(secrets)
    }
  }
}
