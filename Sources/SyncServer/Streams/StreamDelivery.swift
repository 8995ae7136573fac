import CognitoWire
import IdentityTokens
import Logging
import ServerStorage
import SyncCore

/// Brings commits to the sink of their pool, however often it takes.
struct StreamDelivery: Sendable {
  /// How a delivery ended.
  enum Outcome: Hashable, Sendable {
    /// The sink has everything.
    case delivered
    /// The pool publishes nothing any more.
    case notStreaming
    /// The sink is gone, or too many tries have failed.
    case failed(String)
    /// The service ends.
    case interrupted
  }

  /// What one try came to.
  private enum Attempt {
    case over(Outcome)
    case failed(String)
  }

  /// How long a payload on its own can be fetched, in milliseconds.
  private static let payloadLifetime: Int64 = 24 * 3_600_000

  let settings: PoolSettingsCache
  let sinks: StreamSinks
  /// Where large payloads wait to be fetched; nothing keeps them in the messages.
  let payloads: PayloadFiles?
  /// The URL of the service, without a final slash.
  let publicURL: String
  let surroundings: Surroundings
  let pacing: RetryPacing
  let logger: Logger

  /// Delivers commits of one pool in order.
  ///
  /// - Parameter isHopeless: Tells whether to give up after so many failures in a row.
  func deliver(
    _ commits: [PublishedCommit], of pool: IdentityPoolID,
    unless isHopeless: (_ failures: Int) -> Bool
  ) async -> Outcome {
    var lines: [[UInt8]]?
    var failures = 0
    while !Task.isCancelled {
      switch await attempt(commits, &lines, of: pool) {
      case .over(let outcome): return outcome
      case .failed(let reason):
        failures += 1
        logger.warning(
          "a stream was not reached",
          metadata: [
            "pool": "\(pool)", "attempt": "\(failures)", "error": "\(reason)",
          ])
        if isHopeless(failures) { return .failed(reason) }
        let wait = pacing.wait(afterFailures: failures, entropy: surroundings.entropy)
        try? await Task.sleep(for: wait)
      }
    }
    return .interrupted
  }

  /// Removes payloads whose time is up.
  func sweep() async {
    do throws(StorageFailure) {
      try await payloads?.sweep(at: surroundings.now())
    } catch { StoreError.failure(error).log(to: logger) }
  }

  private func attempt(
    _ commits: [PublishedCommit], _ lines: inout [[UInt8]]?, of pool: IdentityPoolID
  ) async -> Attempt {
    let sink: StreamSink
    do throws(StoreError) {
      // Asked every time: the owner may have changed it meanwhile.
      let settings = try await settings.settings(of: pool)
      guard settings.isStreaming, let name = settings.configuration.streams?.streamName else {
        return .over(.notStreaming)
      }
      sink = sinks.sink(named: name)
      if lines == nil { lines = try await messages(commits) }
    } catch {
      if case .identity = error { return .over(.notStreaming) }
      return .failed(error.message)
    }
    do throws(StreamSink.Failure) {
      try await sink.publish(lines ?? [])
      return .over(.delivered)
    } catch {
      switch error {
      case .gone(let reason): return .over(.failed(reason))
      case .unavailable(let reason): return .failed(reason)
      }
    }
  }

  private func messages(_ commits: [PublishedCommit]) async throws(StoreError) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    for commit in commits { messages.append(try await message(commit)) }
    return messages
  }

  private func message(_ commit: PublishedCommit) async throws(StoreError) -> [UInt8] {
    let message = StreamMessage(commit)
    let whole = message.inlineBody
    guard let payloads, whole.count > StreamMessage.maximumInlineSize else { return whole }
    let expiry = surroundings.now().milliseconds + Self.payloadLifetime
    do throws(StorageFailure) {
      let name = try await payloads.keep(
        whole, secret: surroundings.uniqueID(), until: Timestamp(milliseconds: expiry))
      return message.body(
        recordsAt: "\(publicURL)\(PlainEndpoint.Place.payload.rawValue)\(name)")
    } catch { throw .failure(error) }
  }
}
