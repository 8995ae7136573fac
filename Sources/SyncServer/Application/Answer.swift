import CognitoWire
import HTTPTypes
import Hummingbird
import NIOCore

/// A complete answer, before the fields that every answer has.
struct Answer: Sendable {
  var status: HTTPResponse.Status
  var contentType: String
  var body: [UInt8]
  var fields: HTTPFields = [:]

  /// Creates an answer that went well.
  static func json(_ body: [UInt8], status: HTTPResponse.Status = .ok) -> Answer {
    Answer(status: status, contentType: "application/json", body: body)
  }

  /// Creates the refusal that `error` describes (cognito-sync.md 2.3, 3.1).
  static func refusal(_ error: WireError) -> Answer {
    var answer = Answer(
      status: HTTPResponse.Status(code: error.status), contentType: "application/json",
      body: error.body)
    answer.fields[.amazonErrorType] = "\(error.code.rawValue):"
    answer.fields[.amazonErrorMessage] = HTTPFieldText.sanitized(error.message)
    if let wait = error.retryAfter ?? (error.status == 429 ? .seconds(1) : nil) {
      answer.fields[.retryAfter] = HTTPFieldText.seconds(wait)
    }
    return answer
  }
}

/// Texts that may stand in a header field.
enum HTTPFieldText {
  /// Returns visible ASCII only, and not too much of it.
  static func sanitized(_ text: String) -> String {
    String(
      decoding: text.utf8.prefix(512).map {
        (0x20..<0x7f).contains($0) ? $0 : UInt8(ascii: "?")
      }, as: UTF8.self)
  }

  /// Returns whole seconds, at least one.
  static func seconds(_ duration: Duration) -> String {
    let (seconds, fraction) = duration.components
    return String(max(1, fraction > 0 ? seconds + 1 : seconds))
  }
}
