import HTTPTypes
import RequestSigning
import SyncCore
import SyncServer
import Testing

/// Reads the parts of a stream of live events one after the other.
struct LiveReader {
  let guest: Guest
  let head: HTTPResponse
  private var parts: AsyncStream<[UInt8]>.Iterator

  /// Opens a stream of one dataset, going on behind the event `last`.
  init(
    _ service: TestService, _ guest: Guest, dataset: String = "prefs", last: String? = nil
  ) async throws {
    var request = HTTPRequest(
      method: .get, scheme: "http", authority: "localhost",
      path: guest.path("x").replacing("/datasets/x", with: "/events") + "?dataset=\(dataset)")
    if let last {
      request.headerFields[try #require(HTTPField.Name("Last-Event-ID"))] = last
    }
    RequestSigner(credentials: guest.credentials, region: "us-east-1", service: "cognito-sync")
      .sign(&request, body: [], at: service.clock.now.milliseconds)
    let (head, parts) = try await service.responder.stream(request)
    self.guest = guest
    self.head = head
    self.parts = parts.makeAsyncIterator()
  }

  /// Waits for the next part; nothing when the stream has ended.
  mutating func next() async -> String? {
    await parts.next(isolation: #isolation).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Returns the event that tells a count.
  func event(_ dataset: String, _ count: Int) -> String {
    "event: change\nid: \(dataset):\(count)\ndata: {\"source\":\"cognito-sync\","
      + "\"identityPoolId\":\"\(guest.pool)\",\"identityId\":\"\(guest.identity)\","
      + "\"datasetName\":\"\(dataset)\",\"syncCount\":\"\(count)\"}\n\n"
  }
}
