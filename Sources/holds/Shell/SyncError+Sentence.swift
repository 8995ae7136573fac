import SyncClient

extension SyncError {
  /// What a player is told; the words of the protocol are for the log.
  var sentence: String {
    switch code {
    case .notAuthorized: "The service does not accept this device."
    case .notFound: "The service does not know this device's progress."
    case .limitExceeded: "The service has no room left for your progress."
    case .malformedAnswer, .invalidParameter, .conflictAborted:
      "The game and the service do not understand each other."
    case _: message
    }
  }
}
