import Synchronization

/// Remembers what was used lately, in bounded memory.
///
/// Two generations: what is not asked for while a generation fills up is forgotten with it. That
/// is nearly as good as an order of use and costs one look-up.
final class RecentCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Generations: Sendable {
    var young: [Key: Value] = [:]
    var old: [Key: Value] = [:]
  }

  private let capacity: Int
  private let generations = Mutex(Generations())

  /// Creates a cache of at most twice `capacity` values.
  init(capacity: Int) { self.capacity = capacity }

  subscript(key: Key) -> Value? {
    get {
      generations.withLock { generations in
        if let value = generations.young[key] { return value }
        guard let value = generations.old[key] else { return nil }
        insert(value, for: key, into: &generations)
        return value
      }
    }
    set {
      generations.withLock { generations in
        generations.old[key] = nil
        guard let newValue else {
          generations.young[key] = nil
          return
        }
        insert(newValue, for: key, into: &generations)
      }
    }
  }

  private func insert(_ value: Value, for key: Key, into generations: inout Generations) {
    if generations.young.count >= capacity {
      generations.old = generations.young
      generations.young = [:]
    }
    generations.young[key] = value
  }
}
