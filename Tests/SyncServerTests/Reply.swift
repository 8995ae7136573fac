import CognitoWire
import HTTPTypes

/// An answer as it came.
struct Reply: Sendable {
  var head: HTTPResponse
  var body: [UInt8]

  var status: Int { head.status.code }

  var json: JSONValue { (try? JSONReader.read(body)) ?? .null }

  var bodyText: String { String(decoding: body, as: UTF8.self) }

  /// The refusal in the answer.
  var error: WireError {
    WireError(
      status: status, errorType: field("x-amzn-ErrorType"), retryAfter: field("Retry-After"),
      body: body)
  }

  /// Returns a member that is a text, or an empty one.
  func text(_ name: String) -> String {
    guard case .string(let text) = json[name] else { return "" }
    return text
  }

  func field(_ name: String) -> String? {
    HTTPField.Name(name).flatMap { head.headerFields[$0] }
  }
}

/// Returns the refusal that `work` ends with.
func refusal(_ work: () async throws -> some Any) async -> WireError? {
  do {
    _ = try await work()
    return nil
  } catch { return error as? WireError }
}
