import CommandProgram
import CognitoWire
import SyncClient

extension Failure {
  /// Creates what is told when no answer came from the service at `place`.
  init(_ error: TransportError, at place: String) {
    switch error.code {
    case .unreachable:
      self.init(
        message: "Nobody answers at '\(place)'.",
        hint: "Start the service with 'syncd serve', or name another one with --server.")
    case .interrupted:
      self.init(
        message: "The connection to '\(place)' broke; what was asked for may have been done.",
        hint: "Look before you try again.")
    case .tooLarge, .cancelled, .truncated, .notUnderstood, .untrusted, .proxyRefused:
      self.init(message: error.message)
    case .unsupported:
      self.init(
        kind: .usage, message: error.message,
        hint: "Give --server something like http://127.0.0.1:8420 or unix:/PATH.")
    }
  }

  /// Creates what is told about a refusal of the service at `place`.
  init(_ error: WireError, requestID: String?, at place: String) {
    let request = requestID.map { " (request \($0))" } ?? ""
    self.init(
      message: "\(error.code.rawValue): \(error.message)\(request)", hint: error.advice(place))
  }
}

extension WireError {
  fileprivate func advice(_ place: String) -> String? {
    switch code {
    case .unrecognizedClient:
      "'\(place)' does not know these credentials. Name its data directory with --data, or set "
        + "SYNCD_ADMIN_ACCESS_KEY and SYNCD_ADMIN_SECRET_KEY."
    case .invalidSignature:
      "The secret key, the region (--region) or this machine's clock is wrong."
    case .unknownOperation: "The service is older than this program, or is no syncd."
    case .tooManyRequests:
      retryAfter.map { "Try again in \($0.components.seconds) s." } ?? "Try again in a moment."
    case _: nil
    }
  }
}
