import CognitoWire
import SyncCore

/// One change as it stands in a stream: the five keys of a push notification
/// (cognito-sync.md 2.9).
struct LiveEvent: Hashable, Sendable {
  var pool: IdentityPoolID
  var identity: IdentityID
  var dataset: DatasetName
  var syncCount: SyncCount

  /// The event as lines of `text/event-stream`.
  var text: String {
    let data = JSONWriter.write(
      .object([
        JSONMember("source", .string("cognito-sync")),
        JSONMember("identityPoolId", .string(pool.rawValue)),
        JSONMember("identityId", .string(identity.rawValue)),
        JSONMember("datasetName", .string(dataset.rawValue)),
        JSONMember("syncCount", .string(String(syncCount))),
      ]))
    return "event: change\nid: \(dataset):\(syncCount)\ndata: "
      + String(decoding: data, as: UTF8.self) + "\n\n"
  }

  /// Returns the dataset and count that the header `Last-Event-ID` names, or nothing.
  ///
  /// A dataset's name may hold colons, the count cannot: the last one parts them.
  static func position(_ lastEventID: String) -> (dataset: DatasetName, syncCount: SyncCount)? {
    guard let colon = lastEventID.lastIndex(of: ":"),
      let dataset = DatasetName(String(lastEventID[..<colon])),
      let count = SyncCount(lastEventID[lastEventID.index(after: colon)...])
    else { return nil }
    return (dataset, count)
  }
}
