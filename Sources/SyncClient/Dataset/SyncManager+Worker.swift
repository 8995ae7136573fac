import SyncCore

extension SyncManager {
  /// Serves `Dataset.synchronizeWhenPossible`, also what was asked for before a restart, until the
  /// task is cancelled.
  ///
  /// While the service cannot be reached, further requests wait for the end of a growing pause of
  /// at most half a minute, or for a sign of life from `follow`.
  ///
  /// ```swift
  /// let worker = Task { await manager.run() }
  /// try notes.synchronizeWhenPossible()
  /// ```
  public func run() async {
    let nudges = nudges.stream(buffering: 16)
    self.nudges.send(.reachable)
    var backoff = Backoff(first: .seconds(1), longest: .seconds(30))
    var pause: Task<Void, any Error>?
    defer { pause?.cancel() }
    for await nudge in nudges {
      // What is wished during a pause is found in the store when the pause ends.
      if nudge == .wished, pause != nil { continue }
      pause?.cancel()
      pause = nil
      guard let failure = await synchronizer.serveWishes(callbacks) else {
        backoff.reset()
        continue
      }
      var least = Duration.zero
      if case .after(let duration) = failure.retry { least = duration }
      let length = backoff.next(atLeast: least, random: environment.random)
      pause = Task { [environment, source = self.nudges] in
        try await environment.sleep(length)
        source.send(.reachable)
      }
    }
  }
}
