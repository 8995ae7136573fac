package import ServerStorage

/// Where the service tells others what happens, beside answering requests.
package struct ServiceOutlets: Sendable {
  /// What stands for each trigger function, by its ARN (cognito-sync.md 2.7).
  package var triggers: [String: TriggerHandler]
  /// The time a trigger has.
  package var triggerLimit: Duration
  /// Where streams go (cognito-sync.md 2.8).
  package var streams: StreamSinks
  /// Where payloads wait that are too large for a message; nothing keeps them in the messages.
  package var payloads: PayloadFiles?
  /// What stands for each push application (cognito-sync.md 2.9).
  package var push: PushApplications
  /// How long to wait after failures.
  package var pacing: RetryPacing

  /// Creates outlets from their parts; by default nobody is told.
  package init(
    triggers: [String: TriggerHandler] = [:], triggerLimit: Duration = .seconds(5),
    streams: StreamSinks = StreamSinks(), payloads: PayloadFiles? = nil,
    push: PushApplications = PushApplications(), pacing: RetryPacing = RetryPacing()
  ) {
    self.triggers = triggers
    self.triggerLimit = triggerLimit
    self.streams = streams
    self.payloads = payloads
    self.push = push
    self.pacing = pacing
  }
}
