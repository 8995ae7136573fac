import CognitoWire
import SyncCore

/// The service's word that a dataset was written or deleted (product.md 4): the five keys of a
/// push notification (cognito-sync.md 2.9).
struct LiveEvent: Hashable, Sendable {
  var identity: String
  var dataset: String
  var syncCount: SyncCount

  /// Creates the event that `data` spells; nothing if it is none of this kind.
  init?(data: String) {
    guard let json = try? JSONReader.read(Array(data.utf8)),
      case .string("cognito-sync") = json["source"],
      case .string(let identity) = json["identityId"],
      case .string(let dataset) = json["datasetName"]
    else { return nil }
    switch json["syncCount"] {
    case .integer(let count): syncCount = count
    case .string(let text):
      guard let count = SyncCount(text) else { return nil }
      syncCount = count
    case .none, .null, .bool, .double, .milliseconds, .array, .object: return nil
    }
    self.identity = identity
    self.dataset = dataset
  }
}

/// How a stream of live events fares.
///
/// ```swift
/// switch status {
/// case .connected: show("live")
/// case .disconnected(let error): show("not live: \(error.message)")
/// }
/// ```
public enum LiveStatus: Sendable {
  /// The stream is open; changes elsewhere arrive at once.
  case connected
  /// The stream is closed and opened again after a pause.
  case disconnected(SyncError)
}
