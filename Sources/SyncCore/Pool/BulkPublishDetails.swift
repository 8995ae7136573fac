/// How the last bulk publish of a pool went (cognito-sync.md 2.8).
package struct BulkPublishDetails: Hashable, Sendable {
  /// What became of it.
  package enum Status: String, Hashable, Sendable {
    /// There never was one.
    case notStarted = "NOT_STARTED"
    /// It runs.
    case inProgress = "IN_PROGRESS"
    /// It ended early.
    case failed = "FAILED"
    /// Everything was published.
    case succeeded = "SUCCEEDED"
  }

  /// What became of it.
  package var status: Status
  /// When it began.
  package var started: Timestamp?
  /// When it succeeded.
  package var completed: Timestamp?
  /// Why it failed.
  package var failureMessage: String?

  /// Creates details from their parts; by default there never was a bulk publish.
  package init(
    status: Status = .notStarted, started: Timestamp? = nil, completed: Timestamp? = nil,
    failureMessage: String? = nil
  ) {
    self.status = status
    self.started = started
    self.completed = completed
    self.failureMessage = failureMessage
  }
}
