/// The key that signs now, and older ones whose tokens are still good.
package struct SigningKeyRing: Sendable {
  /// How long a key signs: 90 days, in milliseconds.
  package static let signingPeriod: Int64 = 90 * 86_400_000

  /// How long a retired key still verifies: a day, far more than a token lives, in milliseconds.
  package static let retirementPeriod: Int64 = 86_400_000

  /// The key that signs.
  package private(set) var active: SigningKey
  /// Keys that verify but sign no more, newest first.
  package private(set) var retired: [SigningKey]

  /// Creates a ring of one new key.
  package init(created: Int64, entropy: Entropy) {
    active = SigningKey(created: created, entropy: entropy)
    retired = []
  }

  /// Creates a ring from keys newest first, or nothing when there is none.
  init?(newestFirst keys: [SigningKey]) {
    guard let active = keys.first else { return nil }
    self.active = active
    retired = Array(keys.dropFirst())
  }

  /// All keys that verify, the active one first.
  package var all: [SigningKey] { [active] + retired }

  /// Retires the active key in favour of a new one.
  package mutating func rotate(at now: Int64, entropy: Entropy) {
    retired.insert(active, at: 0)
    active = SigningKey(created: now, entropy: entropy)
  }

  /// Rotates when the active key is old, forgets keys retired long ago, and tells whether anything
  /// changed.
  package mutating func rotateIfDue(at now: Int64, entropy: Entropy) -> Bool {
    let count = all.count
    var successor = active
    retired = retired.filter { key in
      defer { successor = key }
      return now - successor.created < Self.retirementPeriod
    }
    guard now - active.created >= Self.signingPeriod else { return all.count != count }
    rotate(at: now, entropy: entropy)
    return true
  }
}
