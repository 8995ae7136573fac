import Testing

@testable import CognitoWire

@Suite struct WireErrorTests {
  static func parse(_ status: Int, _ header: String?, _ body: String) -> WireError {
    WireError(status: status, errorType: header, retryAfter: nil, body: Array(body.utf8))
  }

  @Test func `the code comes from the header, then from the body`() {
    let body = #"{"__type":"com.amazonaws#InternalErrorException","message":"m"}"#
    #expect(Self.parse(400, "LimitExceededException:http://x", body).code == .limitExceeded)
    #expect(Self.parse(500, nil, body).code == .internalError)
    #expect(Self.parse(400, nil, #"{"code":"A"}"#).code.rawValue == "A")
    #expect(Self.parse(400, nil, #"{"Code":"B","Message":"m"}"#).message == "m")
  }

  @Test(arguments: ["", "<html>", "[]", "{}"])
  func `an answer without any code is still an error with a message`(body: String) {
    let error = Self.parse(502, nil, body)
    #expect(error.status == 502)
    #expect(error.code == .internalError)
    #expect(!error.message.isEmpty)
  }

  @Test func `each dialect has its statuses`() {
    #expect(WireError(.resourceConflict, "", in: .sync).status == 409)
    #expect(WireError(.resourceConflict, "", in: .identity).status == 400)
    #expect(WireError(.invalidSignature, "", in: .identity).status == 403)
    #expect(WireError(.internalError, "", in: .identity).status == 500)
    #expect(WireError(.tooManyRequests, "", in: .sync).status == 429)
  }

  @Test func `what is rendered is parsed back`() {
    let error = WireError(.resourceConflict, "Current SyncCount for: a\"b is: 1 not: 0")
    let parsed = WireError(
      status: error.status, errorType: "\(error.code.rawValue):", retryAfter: nil, body: error.body)
    #expect(parsed == error)
  }

  @Test func `Retry-After is understood in seconds`() {
    let error = WireError(
      status: 429, errorType: "TooManyRequestsException", retryAfter: "7", body: [])
    #expect(error.retryAfter == .seconds(7))
  }
}
