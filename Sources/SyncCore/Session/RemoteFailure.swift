/// A request of a run that did not succeed, as far as the algorithm must tell failures apart.
package struct RemoteFailure: Error, Hashable, Sendable {
  /// What went wrong.
  package enum Kind: Hashable, Sendable {
    /// The service refused a stale or concurrent write.
    case conflict
    /// The service refused a parameter; which one stands only in the message.
    case invalidParameter
    /// The dataset is unknown.
    case notFound
    /// The dataset or the identity would exceed a limit.
    case limitExceeded
    /// The credentials do not allow it.
    case notAuthorized
    /// Too many requests, or a fault of the service: worth another try.
    case unavailable
    /// No answer arrived; the request may or may not have been carried out.
    case interrupted
    /// The service could not be reached; the request was not carried out.
    case unreachable
    /// The run was cancelled.
    case cancelled
    /// Anything else; trying again would not help.
    case other
  }

  /// What went wrong.
  package var kind: Kind
  /// The service's or the transport's own words.
  package var message: String
  /// The least time to wait before another try, if the service named one.
  package var retryAfter: Duration?

  /// Creates a failure.
  package init(_ kind: Kind, _ message: String = "", retryAfter: Duration? = nil) {
    self.kind = kind
    self.message = message
    self.retryAfter = retryAfter
  }

  /// Tells whether a write was refused as stale; some services answer so with status 400.
  package var isConflict: Bool {
    kind == .conflict || message.hasPrefix("Current SyncCount for:")
  }

  /// Tells whether the requested count is unknown to the service.
  package var isUnknownSyncCount: Bool {
    kind == .invalidParameter && message.hasPrefix("No such SyncCount")
  }

  /// Tells whether the session token was refused.
  package var isSessionTokenRejected: Bool {
    kind == .invalidParameter && message.utf8.containsSequence("SyncSessionToken".utf8)
  }

  /// Tells whether the same request may succeed if it is simply repeated.
  package var isTransient: Bool {
    switch kind {
    case .unavailable, .interrupted: true
    case .conflict, .invalidParameter, .notFound, .limitExceeded, .notAuthorized, .unreachable,
      .cancelled, .other:
      false
    }
  }

  /// The count the service has for the stale key, when the message names it:
  /// `Current SyncCount for: KEY is: 7 not: 5`.
  package var currentSyncCount: SyncCount? {
    guard message.hasPrefix("Current SyncCount for:") else { return nil }
    // A key may itself hold these words, so the last ones count.
    let words = message.split(separator: " ")
    guard words.count >= 4, words[words.count - 2] == "not:", words[words.count - 4] == "is:"
    else { return nil }
    return SyncCount(words[words.count - 3])
  }
}

extension Collection where Element: Equatable {
  fileprivate func containsSequence(_ other: some Collection<Element>) -> Bool {
    var rest = self[...]
    while rest.count >= other.count {
      if rest.starts(with: other) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
