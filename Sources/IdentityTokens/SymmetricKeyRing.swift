package import Crypto

/// The symmetric key of one purpose that makes tokens now, and older ones whose tokens are still
/// good.
package struct SymmetricKeyRing: Hashable, Sendable {
  /// A key of 32 bytes.
  package struct Key: Hashable, Sendable {
    /// What tokens name it by: one more than the key before, 1 for the first; 0 for a key from the
    /// time when tokens named none.
    package let id: UInt32
    /// When it was made, in milliseconds since the epoch.
    package let created: Int64

    let bytes: [UInt8]

    /// The key in the form that algorithms take.
    package var value: SymmetricKey { SymmetricKey(data: bytes) }
  }

  /// How long a key makes tokens: 90 days, in milliseconds.
  package static let signingPeriod: Int64 = 90 * 86_400_000

  /// How long a retired key is still known: a day, twice as long as any token lives, in
  /// milliseconds.
  package static let retirementPeriod: Int64 = 86_400_000

  /// Bytes of a key.
  static let keyLength = 32

  /// The key that makes tokens.
  package private(set) var active: Key
  /// Keys that only read tokens, newest first.
  package private(set) var retired: [Key]

  /// Creates a ring of one new key.
  package init(created: Int64, entropy: Entropy) {
    active = Key(id: 1, created: created, bytes: entropy.bytes(Self.keyLength))
    retired = []
  }

  /// Creates a ring of the one key that was there before keys had ids, or nothing when it has not
  /// the right length.
  ///
  /// Nobody knows how old it is, hence it counts as very old.
  package init?(unnamed bytes: [UInt8]) {
    self.init(newestFirst: [Key(id: 0, created: 0, bytes: bytes)])
  }

  /// Creates a ring from keys newest first; nothing when there is none, or when they cannot have
  /// been made one after the other.
  init?(newestFirst keys: [Key]) {
    guard let active = keys.first,
      keys.allSatisfy({ $0.bytes.count == Self.keyLength && $0.created >= 0 }),
      zip(keys, keys.dropFirst()).allSatisfy({ $0.id > $1.id && $0.created >= $1.created })
    else { return nil }
    self.active = active
    retired = Array(keys.dropFirst())
  }

  /// All keys that read tokens, the active one first.
  package var all: [Key] { [active] + retired }

  /// Makes a new key when the active one is old, forgets keys retired long ago, and tells whether
  /// anything changed.
  package mutating func rotateIfDue(at now: Int64, entropy: Entropy) -> Bool {
    let count = retired.count
    var successor = active
    retired = retired.filter { key in
      defer { successor = key }
      return now - successor.created < Self.retirementPeriod
    }
    guard now - active.created >= Self.signingPeriod, active.id < .max else {
      return retired.count != count
    }
    retired.insert(active, at: 0)
    active = Key(id: active.id + 1, created: now, bytes: entropy.bytes(Self.keyLength))
    return true
  }
}

extension SymmetricKeyRing.Key: CustomStringConvertible, CustomReflectable {
  /// The id alone: a key is a secret.
  package var description: String { "key \(id)" }

  package var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
