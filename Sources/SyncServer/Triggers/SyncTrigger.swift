import CognitoWire
import Logging
import ServerStorage
import SyncCore

/// Makes commits by way of the function that the pool's owner put before them
/// (cognito-sync.md 2.7).
struct SyncTrigger: Sendable {
  let store: any ServerStore
  let region: String
  /// What stands for each function, by its ARN.
  let handlers: [String: TriggerHandler]
  /// The time a function has.
  let limit: Duration
  let logger: Logger

  /// Writes what the function `arn` makes of a commit; nothing is stored when it fails.
  ///
  /// No lock is held meanwhile: a dataset that got another count by then is a conflict.
  func commit(
    _ request: CommitRequest, through arn: String
  ) async throws(WireError) -> [SyncRecord] {
    let preview: CommitPreview
    do throws(StoreError) {
      preview = try await store.preview(request)
    } catch { throw error.refusal(in: .sync, logger: logger) }
    let invocation = TriggerInvocation(
      dataset: request.dataset, region: region, records: preview.records,
      patches: request.patches)
    let outcome = try await outcome(of: invocation, through: arn, limits: request.limits)
    var commit = request
    commit.patches = outcome.patches
    commit.expectedSyncCount = preview.syncCount
    commit.spendsSession = true
    do throws(StoreError) {
      let written = try await store.commit(commit)
      return invocation.answer(to: outcome, written: written, at: request.now)
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  private func outcome(
    of invocation: TriggerInvocation, through arn: String, limits: SyncLimits
  ) async throws(WireError) -> TriggerOutcome {
    guard let handler = handlers[arn] else {
      throw WireError(
        .invalidLambdaFunctionOutput,
        "Nothing stands for the function '\(arn)'. Start the service with --trigger '\(arn)=URL'.")
    }
    let output: [UInt8]
    do throws(TriggerHandler.Failure) {
      output = try await handler.handle(invocation.event, within: limit)
    } catch { throw refusal(error, arn) }
    return try invocation.outcome(of: output, limits: limits)
  }

  private func refusal(_ failure: TriggerHandler.Failure, _ arn: String) -> WireError {
    switch failure {
    case .timedOut:
      return WireError(
        .lambdaSocketTimeout, "The function '\(arn)' did not answer within its time.")
    case .throttled:
      return WireError(
        .lambdaThrottled, "The function '\(arn)' has too much to do.", retryAfter: .seconds(1))
    case .failed(let reason):
      logger.warning("a trigger failed", metadata: ["trigger": "\(arn)", "error": "\(reason)"])
      return WireError(.invalidLambdaFunctionOutput, "The function '\(arn)' failed.")
    }
  }
}
