import CognitoWire
import SyncCore

extension SyncManager {
  /// Keeps a stream of the dataset's events open until the task is cancelled, and asks for a
  /// synchronization, which `run` carries out, when another device has written.
  ///
  /// A stream that ends is opened again after a growing pause of at most half a minute.
  ///
  /// ```swift
  /// let worker = Task { await manager.run() }
  /// let following = Task {
  ///   await manager.follow(notes) { status in
  ///     if case .connected = status { show("Changes elsewhere arrive at once.") }
  ///   }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - dataset: The dataset, which need not exist at the service yet.
  ///   - status: Told whenever the stream opens or closes.
  public func follow(
    _ dataset: Dataset, status: @escaping @Sendable (LiveStatus) async -> Void = { _ in }
  ) async {
    var follower = EventFollower(manager: self, dataset: dataset, status: status)
    var backoff = Backoff(first: .seconds(1), longest: .seconds(30))
    while !Task.isCancelled {
      let error = await follower.followOnce { backoff.reset() }
      guard !Task.isCancelled, error.code != .cancelled else { return }
      // A new identity is no fault of the connection: its stream is opened at once.
      if error.code == .identityChanged { continue }
      await status(.disconnected(error))
      var least = Duration.zero
      if case .after(let duration) = error.retry { least = duration }
      let pause = backoff.next(atLeast: least, random: environment.random)
      do { try await environment.sleep(pause) } catch { return }
    }
  }
}

/// One stream after another, and what has been seen on them.
private struct EventFollower {
  let manager: SyncManager
  let dataset: Dataset
  let status: @Sendable (LiveStatus) async -> Void
  var lastEventID: String?
  var identity: IdentityID?

  init(
    manager: SyncManager, dataset: Dataset, status: @escaping @Sendable (LiveStatus) async -> Void
  ) {
    self.manager = manager
    self.dataset = dataset
    self.status = status
  }

  /// Opens a stream and reads it to its end, which always is an error.
  mutating func followOnce(opened: () -> Void) async -> SyncError {
    do throws(SyncError) {
      // Listening begins before the identity is read, so that no change falls between.
      let changes = manager.identityChanges.stream()
      let present = try await manager.credentials.session().identity
      if present != identity { lastEventID = nil }
      identity = present
      let body = try await open(as: present)
      opened()
      await status(.connected)
      manager.nudges.send(.reachable)
      return try await read(body, until: changes, leave: present)
    } catch {
      return error
    }
  }

  /// Opens a stream; a registered device hears nothing of its own commits there.
  private func open(
    as identity: IdentityID
  ) async throws(SyncError) -> AsyncThrowingStream<[UInt8], any Error> {
    var input = SubscribeToEvents.Input(
      pool: manager.configuration.pool, identity: identity, dataset: dataset.name,
      device: try manager.synchronizer.registeredDevice(of: identity))
    let remote = manager.synchronizer.remote
    do throws(SyncError) {
      return try await remote.stream(
        SubscribeToEvents.self, input, lastEventID: lastEventID, as: identity)
    } catch {
      // The service has forgotten the device; hearing of its own commits is better than of none.
      guard error.code == .notFound, input.device != nil else { throw error }
      input.device = nil
      return try await remote.stream(
        SubscribeToEvents.self, input, lastEventID: lastEventID, as: identity)
    }
  }

  private mutating func read(
    _ body: AsyncThrowingStream<[UInt8], any Error>, until changes: AsyncStream<IdentityChange>,
    leave identity: IdentityID
  ) async throws(SyncError) -> SyncError {
    var parser = EventStreamParser()
    for await step in Self.steps(body, changes, identity) {
      switch step {
      case .bytes(let bytes):
        guard let events = parser.feed(bytes) else {
          return SyncError(.malformedAnswer, "The service's stream of events cannot be read.")
        }
        for event in events { try await take(event, identity) }
      case .ended(let error):
        return error
      }
    }
    return SyncError(.cancelled, "Following '\(dataset.name)' was cancelled.")
  }

  private mutating func take(
    _ event: EventStreamParser.Event, _ identity: IdentityID
  ) async throws(SyncError) {
    if let id = event.id { lastEventID = id }
    guard let news = LiveEvent(data: event.data),
      try await manager.synchronizer.isNews(news, for: identity)
    else { return }
    // Through the durable wish: if this pull fails, the worker tries again.
    try dataset.synchronizeWhenPossible()
    manager.nudges.send(.reachable)
  }

  private enum Step: Sendable {
    case bytes([UInt8])
    case ended(SyncError)
  }

  /// Joins the stream's bytes with the news that it belongs to a former identity.
  private static func steps(
    _ body: AsyncThrowingStream<[UInt8], any Error>, _ changes: AsyncStream<IdentityChange>,
    _ identity: IdentityID
  ) -> AsyncStream<Step> {
    let (steps, continuation) = AsyncStream.makeStream(of: Step.self)
    let reading = Task {
      do {
        for try await bytes in body { continuation.yield(.bytes(bytes)) }
        continuation.yield(
          .ended(SyncError(.interrupted, "The service ended the stream.", retry: .backoff)))
      } catch let error as TransportError {
        continuation.yield(.ended(SyncError(error)))
      } catch {
        continuation.yield(
          .ended(
            SyncError(.interrupted, "The stream broke.", retry: .backoff, cause: error)))
      }
      continuation.finish()
    }
    let watching = Task {
      for await change in changes where change.new != identity {
        continuation.yield(
          .ended(SyncError(.identityChanged, "The device got another identity.")))
        continuation.finish()
      }
    }
    continuation.onTermination = { _ in
      reading.cancel()
      watching.cancel()
    }
    return steps
  }
}
