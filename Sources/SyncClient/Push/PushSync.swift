import CognitoWire
public import SyncCore

/// A push notification of the service: another device wrote or deleted a dataset
/// (cognito-sync.md 2.9).
///
/// ```swift
/// if let news = try await manager.pushSync(from: payload), news.isNeeded {
///   show("\(news.dataset) has changed elsewhere.")
/// }
/// ```
public struct PushSync: Hashable, Sendable {
  /// The dataset that changed.
  public let dataset: DatasetName
  /// The dataset's count after the change.
  public let syncCount: SyncCount
  /// Whether this device did not have the change yet, so that a synchronization was asked for.
  public let isNeeded: Bool
}

/// The five keys of a push notification, as far as their form goes.
struct PushPayload: Hashable, Sendable {
  var pool: String
  var event: LiveEvent

  /// Creates what the keys spell; nothing if they are no notification of the service.
  init?(_ texts: [String: String]) {
    guard texts["source"] == "cognito-sync", let pool = texts["identityPoolId"],
      let identity = texts["identityId"], let dataset = texts["datasetName"],
      let count = texts["syncCount"].flatMap({ SyncCount($0) })
    else { return nil }
    self.pool = pool
    event = LiveEvent(identity: identity, dataset: dataset, syncCount: count)
  }

  /// Creates what a JSON object spells, whose keys stand at its top or beneath `data`.
  init?(json bytes: [UInt8]) {
    guard let json = try? JSONReader.read(bytes) else { return nil }
    let keys = json["data"] ?? json
    var texts: [String: String] = [:]
    for name in ["source", "identityPoolId", "identityId", "datasetName", "syncCount"] {
      switch keys[name] {
      case .string(let text): texts[name] = text
      case .integer(let number): texts[name] = String(number)
      case .none, .null, .bool, .double, .milliseconds, .array, .object: return nil
      }
    }
    self.init(texts)
  }
}

extension LiveEvent {
  init(identity: String, dataset: String, syncCount: SyncCount) {
    self.identity = identity
    self.dataset = dataset
    self.syncCount = syncCount
  }
}
