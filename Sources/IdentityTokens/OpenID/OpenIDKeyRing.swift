/// The keys of the identity service's OpenID tokens, newest first; none until one is needed.
///
/// Most services never hand out such a token, and a key takes a moment to make.
package struct OpenIDKeyRing: Sendable {
  /// How long a key signs: 90 days, in milliseconds.
  package static let signingPeriod: Int64 = 90 * 86_400_000

  /// How long a retired key still verifies: two days, twice as long as any token lives, in
  /// milliseconds.
  package static let retirementPeriod: Int64 = 2 * 86_400_000

  /// The keys that verify; the first one signs.
  package private(set) var keys: [OpenIDKey]

  /// Creates a ring from keys newest first.
  package init(newestFirst keys: [OpenIDKey] = []) { self.keys = keys }

  /// Makes the first key, or another one when the first is old, forgets keys retired long ago, and
  /// tells whether anything changed.
  mutating func renew(
    region: String, at now: Int64, entropy: Entropy
  ) throws(TokenError) -> Bool {
    let count = keys.count
    var successor: OpenIDKey?
    keys = keys.filter { key in
      defer { successor = key }
      return successor.map { now - $0.created < Self.retirementPeriod } ?? true
    }
    if let active = keys.first, now - active.created < Self.signingPeriod {
      return keys.count != count
    }
    keys.insert(try OpenIDKey(region: region, created: now, entropy: entropy), at: 0)
    return true
  }
}
