import Dispatch
import Synchronization

/// Hashes and checks passwords on a thread of its own, one at a time.
///
/// One guess takes a tenth of a second and 32 MiB; neither may hold up the requests of others.
package final class PasswordHasher: Sendable {
  /// More work waits than the service is willing to queue.
  package struct Overloaded: Error {}

  /// The most calls that wait at a time.
  package static let capacity = 32

  private let queue = DispatchQueue(label: "password-hasher")
  private let waiting = Mutex(0)
  private let cost: PasswordHash.Cost
  private let entropy: Entropy
  private let decoy: PasswordHash

  /// Creates a hasher that gives new passwords `cost`.
  package init(cost: PasswordHash.Cost = .standard, entropy: Entropy) {
    self.cost = cost
    self.entropy = entropy
    decoy = PasswordHash(unmatchedAt: cost)
  }

  /// Returns the hash of `password` to be kept.
  package func hash(_ password: String) async throws -> PasswordHash {
    let salt = entropy.bytes(16)
    let cost = cost
    return try await onQueue { try PasswordHash(password, salt: salt, cost: cost) }
  }

  /// Tells whether `password` is the one of `stored`, a text of `PasswordHash.encoded`.
  ///
  /// Without a stored hash the answer is no, after the same time: an outsider does not learn which
  /// accounts exist.
  package func verify(_ password: String, stored: String?) async throws -> Bool {
    guard let stored else {
      let decoy = decoy
      _ = try await onQueue { try decoy.matches(password) }
      return false
    }
    let hash = try PasswordHash(decoding: stored)
    return try await onQueue { try hash.matches(password) }
  }

  private func onQueue<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    let isAdmitted = waiting.withLock { count in
      guard count < Self.capacity else { return false }
      count += 1
      return true
    }
    guard isAdmitted else { throw Overloaded() }
    defer { waiting.withLock { $0 -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result(catching: work)) }
    }
  }
}

extension PasswordHash {
  /// Creates a hash that no password has, for accounts that do not exist.
  fileprivate init(unmatchedAt cost: Cost) {
    self.cost = cost
    salt = [UInt8](repeating: 0x5a, count: 16)
    derived = [UInt8](repeating: 0, count: 32)
  }
}
