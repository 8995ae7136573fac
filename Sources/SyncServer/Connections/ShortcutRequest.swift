import CognitoWire
import HTTPTypes
import NIOCore
import NIOHTTP1

/// A request on the shortcut.
struct ShortcutRequest: Sendable {
  var head: HTTPRequest
  var match: RouteTable.Match
  var body: [UInt8] = []
}

/// Its answer, ready to be sent.
struct ShortcutAnswer: Sendable {
  var head: HTTPResponseHead
  var body: ByteBuffer
}

extension HTTPRequest {
  /// Creates the request whose head came in; nothing for those whose form leaves a choice or asks
  /// something of the connection.
  init?(plain head: HTTPRequestHead) {
    let method: HTTPRequest.Method
    switch head.method {
    case .GET: method = .get
    case .POST: method = .post
    case .DELETE: method = .delete
    case .PUT: method = .put
    default: return nil
    }
    guard head.version == .http1_1, head.uri.utf8.first == UInt8(ascii: "/") else { return nil }
    var authority: String?
    var fields = HTTPFields()
    fields.reserveCapacity(head.headers.count)
    for (text, value) in head.headers {
      guard let name = HTTPField.Name(text) else { continue }
      switch name {
      case .host where authority == nil: authority = value
      case .connection where value.lowercased() != "keep-alive": return nil
      case .host, .transferEncoding, .expect, .upgrade: return nil
      case _: fields.append(HTTPField(name: name, value: value))
      }
    }
    self.init(
      method: method, scheme: "http", authority: authority, path: head.uri, headerFields: fields)
  }
}

extension HTTPField.Name {
  fileprivate static let host: HTTPField.Name = {
    guard let name = HTTPField.Name("Host") else {
      preconditionFailure("A constant is no name of a header field.")
    }
    return name
  }()
}
