import CognitoWire
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1

/// The header fields that every answer has, refusals included (cognito-sync.md 2.1, points 4
/// and 11).
enum CommonFields {
  private static let exposed = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date"

  /// Returns `answer` as it goes out.
  static func response(
    _ answer: Answer, requestID: String, to head: HTTPRequest
  ) -> Response {
    var fields = answer.fields
    fields[.contentType] = answer.contentType
    add(to: &fields, requestID: requestID)
    if head.method == .options {
      fields[.accessControlAllowMethods] = "GET,POST,DELETE,OPTIONS"
      fields[.accessControlAllowHeaders] = HTTPFieldText.sanitized(
        head.headerFields[.accessControlRequestHeaders] ?? "*")
      fields[.accessControlMaxAge] = "86400"
    }
    return Response(
      status: answer.status, headers: fields,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
  }

  /// Returns the head of `answer` as it goes out on the shortcut.
  static func head(_ answer: Answer, requestID: String, date: String) -> HTTPResponseHead {
    var headers = HTTPHeaders()
    headers.reserveCapacity(8)
    headers.add(name: "Content-Type", value: answer.contentType)
    headers.add(name: "Content-Length", value: String(answer.body.count))
    headers.add(name: "x-amzn-RequestId", value: requestID)
    headers.add(name: "Access-Control-Allow-Origin", value: "*")
    headers.add(name: "Access-Control-Expose-Headers", value: exposed)
    headers.add(name: "Date", value: date)
    for field in answer.fields { headers.add(name: field.name.rawName, value: field.value) }
    return HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status.code),
      headers: headers)
  }

  /// Returns a stream of events as it goes out.
  static func response(stream: ResponseBody, requestID: String) -> Response {
    var fields: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
    add(to: &fields, requestID: requestID)
    return Response(status: .ok, headers: fields, body: stream)
  }

  private static func add(to fields: inout HTTPFields, requestID: String) {
    fields[.amazonRequestID] = requestID
    fields[.accessControlAllowOrigin] = "*"
    fields[.accessControlExposeHeaders] = exposed
  }
}
