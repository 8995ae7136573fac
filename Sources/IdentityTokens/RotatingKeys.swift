import Crypto
import Synchronization

/// The keys of a ring in the form in which they are used, replaced when the ring is rotated.
final class RotatingKeys<Form: Sendable>: Sendable {
  private struct Contents: Sendable {
    var ring: SymmetricKeyRing
    /// In the order of the ring, the active one first.
    var forms: [(id: UInt32, form: Form)]

    init(_ ring: SymmetricKeyRing, _ prepare: (SymmetricKey) -> Form) {
      self.ring = ring
      forms = ring.all.map { ($0.id, prepare($0.value)) }
    }
  }

  private let contents: Mutex<Contents>
  private let prepare: @Sendable (SymmetricKey) -> Form

  init(_ ring: SymmetricKeyRing, prepare: @escaping @Sendable (SymmetricKey) -> Form) {
    contents = Mutex(Contents(ring, prepare))
    self.prepare = prepare
  }

  /// The key that makes tokens.
  var active: (id: UInt32, form: Form) { contents.withLock { $0.forms[0] } }

  /// Returns the key with an id, or nothing when it was forgotten or never made here.
  func form(of id: UInt32) -> Form? {
    contents.withLock { contents in contents.forms.first { $0.id == id }?.form }
  }

  /// Rotates the ring when it is due; the new one is used once `keep` has stored it.
  ///
  /// One caller at a time: the last of two would win.
  func rotateIfDue(
    at now: Int64, entropy: Entropy, keep: (SymmetricKeyRing) throws -> Void
  ) rethrows {
    var ring = contents.withLock { $0.ring }
    guard ring.rotateIfDue(at: now, entropy: entropy) else { return }
    try keep(ring)
    let renewed = Contents(ring, prepare)
    contents.withLock { $0 = renewed }
  }
}
