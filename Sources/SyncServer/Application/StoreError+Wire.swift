import CognitoWire
import IdentityCore
import Logging
import ServerStorage
import SyncCore

extension StoreError {
  /// Returns the refusal for a caller of `dialect` (cognito-sync.md 2.3, 3.3), and logs what is a
  /// fault of the service.
  ///
  /// - Parameter isListing: Whether the operation is one whose model knows no missing resource.
  func refusal(
    in dialect: WireDialect, isListing: Bool = false, logger: Logger
  ) -> WireError {
    switch self {
    case .ledger(let error): WireError(error.code, error.message, in: dialect)
    case .identity(let error):
      WireError(error.code(isListing: isListing), error.message, in: dialect)
    case .push(let error): WireError(error.code, error.message, in: dialect)
    case .stream(let error): WireError(error.code, error.message, in: dialect)
    case .sessionSpent: WireError(.invalidParameter, message, in: dialect)
    case .account, .failure: fault(in: dialect, logger: logger)
    }
  }

  private func fault(in dialect: WireDialect, logger: Logger) -> WireError {
    log(to: logger)
    return WireError(.internalError, Self.internalMessage, in: dialect)
  }

  /// Writes down what outsiders do not learn.
  func log(to logger: Logger) {
    var metadata: Logger.Metadata = ["error": "\(message)"]
    if case .failure(let failure) = self { metadata["detail"] = "\(failure.detail)" }
    logger.error("the store failed", metadata: metadata)
  }

  /// What outsiders learn of a fault; the rest is in the log.
  static let internalMessage = "The service failed. Try again later."
}

extension LedgerError {
  fileprivate var code: WireErrorCode {
    switch kind {
    case .invalidParameter: .invalidParameter
    case .conflict: .resourceConflict
    case .limitExceeded: .limitExceeded
    case .notFound: .resourceNotFound
    }
  }
}

extension PushError {
  fileprivate var code: WireErrorCode {
    switch self {
    case .notConfigured: .invalidConfiguration
    case .deviceNotFound, .notSubscribed: .resourceNotFound
    }
  }
}

extension StreamError {
  fileprivate var code: WireErrorCode {
    switch self {
    case .notEnabled: .invalidParameter
    case .inProgress: .duplicateRequest
    case .publishedRecently: .alreadyStreamed
    }
  }
}

extension IdentityError {
  fileprivate func code(isListing: Bool) -> WireErrorCode {
    switch kind {
    case .notFound: isListing ? .notAuthorized : .resourceNotFound
    case .notAuthorized: .notAuthorized
    case .conflict: .resourceConflict
    case .limitExceeded: .limitExceeded
    case .invalidParameter: .invalidParameter
    case .developerUserRegistered: .developerUserAlreadyRegistered
    case .invalidPoolConfiguration: .invalidIdentityPoolConfiguration
    }
  }
}
