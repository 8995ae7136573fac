import Synchronization

/// Remembers derived signing keys, whose derivation costs more than all the rest of a check
/// (peers.md B8, 8).
final class SigningKeyCache: Sendable {
  private struct Entry: Sendable {
    var secret: String
    var key: SigningKey
  }

  private struct Name: Hashable, Sendable {
    var accessKeyID: String
    var scope: CredentialScope
  }

  private let capacity: Int
  private let entries = Mutex<[Name: Entry]>([:])

  init(capacity: Int) { self.capacity = capacity }

  /// Returns the key for a scope, derived again only when the secret is new.
  func key(accessKeyID: String, secret: String, scope: CredentialScope) -> SigningKey {
    let name = Name(accessKeyID: accessKeyID, scope: scope)
    if let entry = entries.withLock({ $0[name] }), entry.secret == secret { return entry.key }
    let key = SigningKey(secret: secret, scope: scope)
    entries.withLock { entries in
      // Dropping everything now and then is simpler than an order of use, and as fast on average.
      if entries.count >= capacity { entries.removeAll(keepingCapacity: true) }
      entries[name] = Entry(secret: secret, key: key)
    }
    return key
  }
}
