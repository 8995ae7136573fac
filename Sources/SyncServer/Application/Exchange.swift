import CognitoWire
import HTTPTypes
import SyncCore

/// One request with its whole body, and what the connection tells about its sender.
struct Exchange: Sendable {
  var head: HTTPRequest
  var body: [UInt8]
  var address: String
  /// The service's clock when the request had arrived.
  var now: Timestamp

  /// Returns what the request says for an operation found with these labels.
  func message(
    _ labels: [String: String], in dialect: WireDialect
  ) throws(WireError) -> WireMessage {
    guard let query = WireQueryItem.parse(head.rawQuery) else {
      throw WireError(
        dialect.violationCode, "The query is not properly encoded.", in: dialect)
    }
    return WireMessage(
      labels: labels, query: query, body: body,
      clientContext: dialect == .analytics ? head.headerFields[.amazonClientContext] : nil,
      clientContextEncoding: dialect == .analytics
        ? head.headerFields[.amazonClientContextEncoding] : nil)
  }
}
