import CognitoWire
import HTTPTypes
import SyncCore
import URIEncoding

/// One request with its whole body, and what the connection tells about its sender.
struct Exchange: Sendable {
  var head: HTTPRequest
  var body: [UInt8]
  var address: String
  /// The service's clock when the request had arrived.
  var now: Timestamp

  /// The raw target up to its query.
  var rawPath: Substring { (head.path ?? "/").prefix { $0 != "?" } }

  /// Returns what the request says for an operation found with these labels.
  func message(_ labels: [String: String]) throws(WireError) -> WireMessage {
    let query = (head.path ?? "").drop { $0 != "?" }.dropFirst()
    guard let pairs = URIEncoding.decodePairs(query) else {
      throw WireError(.invalidParameter, "The query is not properly encoded.")
    }
    return WireMessage(
      labels: labels, query: pairs.map { WireQueryItem($0.name, $0.value) }, body: body)
  }
}
