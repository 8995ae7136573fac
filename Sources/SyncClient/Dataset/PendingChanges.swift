public import SyncCore

/// What this device has yet to upload, and how the attempts fare.
///
/// ```swift
/// let pending = try manager.pendingChanges()
/// if !pending.isEmpty, let failure = pending.lastError {
///   show("\(pending.count) changes wait: \(failure.message)")
/// }
/// ```
public struct PendingChanges: Hashable, Sendable {
  /// A failed synchronization, as it is remembered across restarts.
  ///
  /// ```swift
  /// if pending.lastError?.code == .notAuthorized { show("Please sign in again.") }
  /// ```
  public struct Failure: Hashable, Sendable {
    /// What kind of failure.
    public var code: SyncError.Code
    /// What happened and what to do, as sentences.
    public var message: String

    /// Creates a failure from its parts.
    public init(code: SyncError.Code, message: String) {
      self.code = code
      self.message = message
    }
  }

  /// Records with an edit or a removal that the service has not accepted yet.
  public var count: Int
  /// Datasets that are deleted here and not yet at the service.
  public var deletedDatasets: Int
  /// This device's clock at the oldest of the edits; nothing if there is none.
  public var oldest: Timestamp?
  /// This device's clock at the end of the last attempt to synchronise; nothing before the first.
  public var lastAttempt: Timestamp?
  /// Why the last attempt failed; nothing once one succeeded.
  public var lastError: Failure?

  /// Creates an account of pending changes.
  public init(
    count: Int = 0, deletedDatasets: Int = 0, oldest: Timestamp? = nil,
    lastAttempt: Timestamp? = nil, lastError: Failure? = nil
  ) {
    self.count = count
    self.deletedDatasets = deletedDatasets
    self.oldest = oldest
    self.lastAttempt = lastAttempt
    self.lastError = lastError
  }

  /// Tells whether the service has everything that this device has.
  public var isEmpty: Bool { count == 0 && deletedDatasets == 0 }

  /// Returns how long the oldest edit has been waiting; nothing if there is none.
  ///
  /// ```swift
  /// let age = pending.age(at: SyncEnvironment.system.now())
  /// let isOverdue = age.map { $0 > .seconds(86_400) } ?? false
  /// ```
  ///
  /// - Parameter now: This device's clock.
  public func age(at now: Timestamp) -> Duration? {
    oldest.map { .milliseconds(max(0, now.milliseconds - $0.milliseconds)) }
  }
}
