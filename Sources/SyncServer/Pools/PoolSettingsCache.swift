import ServerStorage
import SyncCore
import Synchronization

/// Remembers the settings of pools, which every commit asks for and nobody changes often.
///
/// One process owns the store, and whoever changes settings there tells the cache.
final class PoolSettingsCache: Sendable {
  private struct Known: Sendable {
    var settings: [IdentityPoolID: PoolSettings] = [:]
    /// Rises with every change, so that what was read before one is not remembered after it.
    var generation = 0
  }

  /// The most pools remembered; beyond it, all are forgotten.
  private static let capacity = 4_096

  private let store: any PoolSettingsStore
  private let known = Mutex(Known())

  init(store: any PoolSettingsStore) { self.store = store }

  /// Returns the settings if they are remembered.
  func known(_ pool: IdentityPoolID) -> PoolSettings? { known.withLock { $0.settings[pool] } }

  /// Returns the settings, from the store when need be, or fails with `.identity(.poolNotFound)`.
  func settings(of pool: IdentityPoolID) async throws(StoreError) -> PoolSettings {
    let (remembered, generation) = known.withLock { ($0.settings[pool], $0.generation) }
    if let remembered { return remembered }
    let settings = try await store.settings(of: pool)
    known.withLock { known in
      guard known.generation == generation else { return }
      if known.settings.count >= Self.capacity { known.settings = [:] }
      known.settings[pool] = settings
    }
    return settings
  }

  /// Has the next one who asks look anew.
  func forget(_ pool: IdentityPoolID) {
    known.withLock { known in
      known.generation += 1
      known.settings[pool] = nil
    }
  }
}
