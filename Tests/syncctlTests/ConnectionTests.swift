import CommandProgram
import ArgumentParser
import CognitoWire
import HTTPTypes
import RequestSigning
import SyncClient
import SyncCore
import Synchronization
import Testing

@testable import syncctl

/// What goes over the wire, and what is made of the answers.
@Suite struct ConnectionTests {
  private let pool = IdentityPoolID("us-east-1:1")

  @Test func `each protocol is signed for its own service`() async throws {
    let stub = Stub { _, _ in Stub.ok("{}") }
    let pool = try #require(pool)
    _ = try? await stub.connection().call(DescribeIdentityPoolUsage.self, pool)
    _ = try? await stub.connection().call(DescribeIdentityPool.self, pool)
    let scopes = stub.requests.map { $0.headerFields[.authorization] ?? "" }
    #expect(scopes.count == 2)
    #expect(scopes.first?.contains("AKIDEXAMPLE/20270115/eu-x-1/cognito-sync/aws4") == true)
    #expect(scopes.last?.contains("AKIDEXAMPLE/20270115/eu-x-1/cognito-identity/aws4") == true)
  }

  @Test func `a clock that is wrong is corrected once, by the refusal's date`() async throws {
    let stub = Stub { request, _ in
      guard request.headerFields[.authorization]?.contains("/20270301/") == true else {
        return Stub.refusal(
          403, "InvalidSignatureException", date: "Mon, 01 Mar 2027 12:00:00 GMT")
      }
      return Stub.ok(#"{"IdentityPoolId":"us-east-1:1"}"#)
    }
    _ = try await stub.connection().call(BulkPublish.self, try #require(pool))
    #expect(stub.requests.count == 2)
    let stubborn = Stub { _, _ in
      Stub.refusal(403, "InvalidSignatureException", date: "Mon, 01 Mar 2027 12:00:00 GMT")
    }
    await #expect(throws: Failure.self) {
      try await stubborn.connection().call(BulkPublish.self, try #require(pool))
    }
    #expect(stubborn.requests.count == 2)
  }

  @Test func `a refusal tells its code, its message and the request`() async throws {
    let stub = Stub { _, _ in Stub.refusal(429, "TooManyRequestsException") }
    let error = await #expect(throws: Failure.self) {
      try await stub.connection().call(BulkPublish.self, try #require(pool))
    }
    #expect(error?.kind == .failed)
    #expect(error?.message == "TooManyRequestsException: No. (request r-1)")
    #expect(error?.hint == "Try again in 7 s.")
  }

  @Test(arguments: [
    (TransportError.Code.unreachable, "Nobody answers at 'http://x'."),
    (.interrupted, "The connection to 'http://x' broke; what was asked for may have been done."),
    (.tooLarge, "Why."), (.unsupported, "Why."),
  ]) func `no answer is told by its reason`(code: TransportError.Code, message: String) {
    #expect(Failure(TransportError(code, "Why."), at: "http://x").message == message)
  }

  @Test func `an answer that cannot be read is no success`() async throws {
    let stub = Stub { _, _ in Stub.ok("<html>") }
    let error = await #expect(throws: Failure.self) {
      try await stub.connection().call(BulkPublish.self, try #require(pool))
    }
    #expect(error?.message.contains("cannot be read") == true)
  }

  @Test(arguments: [(nil, 5), (1, 1), (3, 3), (9, 5)])
  func `pages are followed until there is enough`(limit: Int?, count: Int) async throws {
    let stub = Stub { request, _ in
      let token = request.path?.firstRange(of: "nextToken=").map { request.path?[$0.upperBound...] }
      let page = Int(token??.first.map(String.init) ?? "0") ?? 0
      let pools = (page * 2..<min(5, page * 2 + 2)).map {
        #"{"IdentityPoolId":"us-east-1:\#($0)"}"#
      }
      let next = page < 2 ? "\"\(page + 1)\"" : "null"
      return Stub.ok(
        #"{"IdentityPoolUsages":[\#(pools.joined(separator: ","))],"NextToken":\#(next)}"#)
    }
    let usages = try await stub.connection().poolUsages(limit: limit)
    #expect(usages.map(\.pool.rawValue) == (0..<count).map { "us-east-1:\($0)" })
    #expect(stub.requests.count == (count + 1) / 2)
  }

  @Test func `a service that repeats a page is not asked for ever`() async throws {
    let stub = Stub { _, _ in Stub.ok(#"{"IdentityPoolUsages":[],"NextToken":"a"}"#) }
    await #expect(throws: Failure.self) { try await stub.connection().poolUsages(limit: nil) }
    #expect(stub.requests.count == 2)
  }

  @Test(arguments: [([], [1, 2, 3]), (["--limit", "2"], [1, 2])] as [([String], [Int64])])
  func `events are listed page by page in their order`(
    options: [String], numbers: [Int64]
  ) async throws {
    let stub = Stub { request, _ in
      let isSecond = request.path?.contains("nextToken=2") == true
      let events = (isSecond ? [3] : [1, 2]).map {
        #"{"Number":\#($0),"Received":1.5,"EventType":"t","Event":"{}"}"#
      }
      let next = isSecond ? "null" : "\"2\""
      return Stub.ok(#"{"Events":[\#(events.joined(separator: ","))],"NextToken":\#(next)}"#)
    }
    let command = try EventsCommand.parse(["--type", "t", "--since", "1h"] + options)
    var listed: [Int64] = []
    try await command.list(with: stub.connection()) { listed.append($0.number) }
    #expect(listed == numbers)
    let since = "since=\(Stub.now.milliseconds - 3_600_000)"
    #expect(stub.requests.allSatisfy { $0.path?.contains(since) == true })
  }
}

/// A service that answers as it is told, and remembers what it was asked.
private final class Stub: Sendable {
  typealias Answer = @Sendable (HTTPRequest, [UInt8]) -> (HTTPResponse, [UInt8])

  /// 2027-01-15, 08:00:00 UTC.
  static let now = Timestamp(milliseconds: 1_800_000_000_000)

  private let answer: Answer
  private let asked = Mutex<[HTTPRequest]>([])

  init(_ answer: @escaping Answer) { self.answer = answer }

  var requests: [HTTPRequest] { asked.withLock { $0 } }

  func connection() -> Connection {
    Connection(
      transport: Transport(
        send: { request, body in
          self.asked.withLock { $0.append(request) }
          return self.answer(request, body)
        },
        stream: { (_) throws(TransportError) in throw TransportError(.unsupported, "None.") }),
      place: "http://x", region: "eu-x-1",
      credentials: SigningCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "s"),
      clock: ServiceClock(now: { Self.now }))
  }

  static func ok(_ body: String) -> (HTTPResponse, [UInt8]) {
    (HTTPResponse(status: .ok), Array(body.utf8))
  }

  static func refusal(
    _ status: Int, _ code: String, date: String? = nil
  ) -> (HTTPResponse, [UInt8]) {
    var response = HTTPResponse(status: .init(code: status))
    response.headerFields[.amazonErrorType] = "\(code):"
    response.headerFields[.amazonRequestID] = "r-1"
    response.headerFields[.retryAfter] = "7"
    response.headerFields[.date] = date
    return (response, Array(#"{"message":"No."}"#.utf8))
  }
}
