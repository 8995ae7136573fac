/// What is known of one issuer's keys, and when to ask for them (all times in milliseconds since
/// the epoch).
struct KeyCache: Sendable {
  /// For how long keys serve after their time while the issuer does not answer.
  static let staleTime: Int64 = 3_600_000
  /// The pause after an attempt that failed.
  static let retryPause: Int64 = 5_000
  /// The pause between two questions for keys that are not there.
  static let searchPause: Int64 = 30_000

  /// What to do for a token.
  enum Step: Sendable {
    /// Verify it with these keys.
    case use(KeySet)
    /// Ask the issuer first.
    case fetch
    /// Give up: the issuer did not answer a moment ago.
    case fail
  }

  private var keys: KeySet?
  /// When the keys stop being fresh; long ago if there are none.
  private(set) var freshUntil = Int64.min
  private var failed: Int64?
  private var searched: Int64?

  /// Returns the step for any token.
  func step(at now: Int64) -> Step {
    if let keys, now < freshUntil { return .use(keys) }
    guard let failed, now < failed + Self.retryPause, now >= failed else { return .fetch }
    return usable(at: now).map { .use($0) } ?? .fail
  }

  /// Tells whether to ask for a key that is not among fresh ones, and remembers it.
  ///
  /// An issuer that signs with a new key is noticed at once, and nobody can make it be asked again
  /// and again with made-up keys.
  mutating func search(at now: Int64) -> Bool {
    if let searched, now >= searched, now < searched + Self.searchPause { return false }
    searched = now
    return true
  }

  /// Takes in an answer that may be kept for `lifetime` seconds.
  mutating func store(_ keys: KeySet, lifetime: Int64, at now: Int64) {
    self.keys = keys
    freshUntil = now + lifetime * 1_000
    failed = nil
  }

  /// Remembers that the issuer did not answer, and returns keys that serve nevertheless.
  mutating func fail(at now: Int64) -> KeySet? {
    failed = now
    return usable(at: now)
  }

  private func usable(at now: Int64) -> KeySet? {
    now < freshUntil + Self.staleTime ? keys : nil
  }
}
