import IdentityCore
package import IdentityTokens
package import SyncCore

/// The clock and the chance that the service lives with.
package struct Surroundings: Sendable {
  /// Returns the wall time.
  package var now: @Sendable () -> Timestamp
  /// Draws unpredictable bytes.
  package var entropy: Entropy

  /// Creates surroundings from their parts.
  package init(now: @escaping @Sendable () -> Timestamp, entropy: Entropy) {
    self.now = now
    self.entropy = entropy
  }

  /// Returns a random UUID (version 4) in lower case.
  func uniqueID() -> String {
    var entropy = entropy
    return randomUUID(using: &entropy)
  }
}
