import CognitoWire
import HTTPTypes
import Hummingbird
import NIOCore

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
