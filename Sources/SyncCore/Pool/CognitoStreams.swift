/// Where a pool's commits are published (cognito-sync.md 2.2, 2.8).
package struct CognitoStreams: Hashable, Sendable {
  /// Whether commits are published.
  package enum Status: String, CaseIterable, Hashable, Sendable {
    /// Each commit is published.
    case enabled = "ENABLED"
    /// Nothing is.
    case disabled = "DISABLED"
  }

  /// The stream's name, 1 to 128 characters.
  package var streamName: String?
  /// The role under which it is written.
  package var roleARN: String?
  /// Whether commits are published; nothing means they are not.
  package var status: Status?

  /// Creates a configuration from its parts.
  package init(streamName: String? = nil, roleARN: String? = nil, status: Status? = nil) {
    self.streamName = streamName
    self.roleARN = roleARN
    self.status = status
  }
}
