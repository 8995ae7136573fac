import CognitoWire
import SyncCore

extension SyncError {
  /// Creates the public form of a failure of the local store.
  init(_ error: StoreError) {
    self =
      switch error {
      case .full(let cause):
        SyncError(
          .storageFull, "The disk is full, so nothing was written. Free some space.",
          retry: .backoff, cause: cause)
      case .damaged(let cause):
        SyncError(
          .storageDamaged, "The local file is damaged. It is set aside at the next start.",
          cause: cause)
      case .busy(let cause):
        SyncError(
          .storage, "Another process keeps the local file locked.", retry: .backoff, cause: cause)
      case .notAccessible(let cause):
        SyncError(
          .storage, "The local file cannot be used. Check the folder and its permissions.",
          cause: cause)
      case .tooNew:
        SyncError(
          .storage, "The local file was written by a later version of this program. Update it.")
      case .replica(let cause):
        SyncError(.identityChanged, "The records moved meanwhile.", retry: .backoff, cause: cause)
      case .identityRace:
        SyncError(
          .identityChanged, "Another process changed the identity.", retry: .backoff, cause: error)
      case .closed:
        SyncError(.cancelled, "The manager was closed.", cause: error)
      case .other(let cause):
        SyncError(.storage, "The local file could not be read or written.", cause: cause)
      }
  }

  /// Creates the public form of a transport's failure.
  init(_ error: TransportError) {
    self =
      switch error.code {
      case .unreachable:
        SyncError(.offline, error.message, retry: .backoff, cause: error)
      case .interrupted, .truncated:
        SyncError(.interrupted, error.message, retry: .backoff, cause: error)
      case .notUnderstood:
        SyncError(.notTheService, error.message, retry: .backoff, cause: error)
      case .untrusted:
        SyncError(.untrusted, error.message, retry: .backoff, cause: error)
      case .proxyRefused:
        SyncError(.proxyRefused, error.message, retry: .backoff, cause: error)
      case .tooLarge, .unsupported:
        SyncError(.malformedAnswer, error.message, cause: error)
      case .cancelled:
        SyncError(.cancelled, error.message, cause: error)
      }
  }

  /// Creates the public form of a refusal; the one table of codes on the client.
  init(_ error: WireError) {
    let pause: Retry = error.retryAfter.map { .after($0) } ?? .backoff
    let (code, retry): (Code, Retry) =
      switch error.code.rawValue {
      case "ResourceConflictException", "ResourceConflict": (.conflict, .backoff)
      case "InvalidParameterException", "InvalidParameter", "ValidationException":
        (.invalidParameter, .never)
      case "ResourceNotFoundException", "ResourceNotFound": (.notFound, .never)
      case "LimitExceededException", "LimitExceeded": (.limitExceeded, .never)
      case "NotAuthorizedException", "NotAuthorizedError", "AccessDeniedException":
        (.notAuthorized, .never)
      case "TooManyRequestsException", "TooManyRequests", "LambdaThrottledException",
        "ThrottlingException":
        (.throttled, pause)
      case "InternalErrorException", "InternalError", "ServiceUnavailableException":
        (.serviceFault, pause)
      case _:
        switch error.status {
        case 409: (.conflict, .backoff)
        case 429: (.throttled, pause)
        case 403, 401: (.notAuthorized, .never)
        case 404: (.notFound, .never)
        case 500...: (.serviceFault, pause)
        case _: (.invalidParameter, .never)
        }
      }
    self.init(code, error.message, retry: retry, cause: error)
  }

  /// Creates the public form of a run's failure, given what was last seen beneath it.
  init(_ failure: SyncSession.Failure, dataset: DatasetName, beneath cause: SyncError?) {
    self =
      switch failure {
      case .mergeAborted:
        SyncError(.mergeAborted, "Merged datasets of '\(dataset)' were declined.")
      case .datasetDeleted:
        SyncError(.datasetDeleted, "The dataset '\(dataset)' was deleted on another device.")
      case .pullRejected:
        SyncError(
          .changesRejected, "The app rejected what other devices wrote to '\(dataset)'.")
      case .conflictAborted:
        SyncError(.conflictAborted, "Conflicts in '\(dataset)' were left open.")
      case .conflictRetriesExceeded(let keys):
        SyncError(
          .conflictRetriesExceeded,
          "Other devices kept changing '\(dataset)'; not uploaded: \(Self.list(keys)).",
          retry: .backoff, cause: cause, keys: keys.map(\.rawValue))
      case .limitExceeded(.records(let count, let most)):
        SyncError(
          .limitExceeded,
          "Dataset record limit exceeded: \(count) > \(most) records in '\(dataset)'. "
            + "Nothing was uploaded; remove some records.")
      case .limitExceeded(.bytes(let count, let most)):
        SyncError(
          .limitExceeded,
          "Dataset size limit exceeded: \(count) > \(most) bytes in '\(dataset)'. "
            + "Nothing was uploaded; remove or shorten some records.")
      case .identityChanged:
        SyncError(
          .identityChanged, "The device got another identity while '\(dataset)' was synchronised.",
          retry: .backoff, cause: cause)
      case .remote(let failure):
        cause ?? SyncError(.interrupted, failure.message, retry: .backoff)
      case .storeBroke:
        cause ?? SyncError(.storage, "The local file could not be read or written.")
      case .cancelled:
        SyncError(.cancelled, "The synchronization of '\(dataset)' was cancelled.")
      }
  }

  private static func list(_ keys: [RecordKey]) -> String {
    let named = keys.prefix(5).map(\.rawValue).joined(separator: ", ")
    return keys.count > 5 ? "\(named) and \(keys.count - 5) more" : named
  }
}

extension RemoteFailure {
  /// Creates what the algorithm needs to know about a failed request.
  init(_ error: SyncError) {
    let kind: Kind =
      switch error.code {
      case .conflict: .conflict
      case .invalidParameter: .invalidParameter
      case .notFound: .notFound
      case .limitExceeded: .limitExceeded
      case .notAuthorized: .notAuthorized
      case .throttled, .serviceFault: .unavailable
      case .interrupted: .interrupted
      case .offline: .unreachable
      case .cancelled: .cancelled
      case _: .other
      }
    let pause: Duration? = if case .after(let duration) = error.retry { duration } else { nil }
    self.init(kind, error.message, retryAfter: pause)
  }
}
