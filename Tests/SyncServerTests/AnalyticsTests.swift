import CognitoWire
import HTTPTypes
import SyncCore
import Testing

@Suite struct AnalyticsTests {
  private static let context =
    #"{"client":{"client_id":"c"},"services":{"mobile_analytics":{"app_id":"app-1"}}}"#

  private func event(_ type: String = "_session.start") -> String {
    #"{"eventType":"\#(type)","timestamp":"2026-08-01T12:00:00.000Z","#
      + #""session":{"id":"s","startTimestamp":"2026-08-01T12:00:00.000Z"},"#
      + #""attributes":{"a":"b"},"metrics":{"m":1.5}}"#
  }

  private func put(
    _ service: TestService, _ guest: Guest, _ body: String, context: String? = context,
    name: String = "mobileanalytics"
  ) async throws -> Reply {
    try await service.send(
      .post, "/2014-06-05/events", body, as: guest.credentials, service: name,
      fields: context.map { [("x-amz-Client-Context", $0)] } ?? [])
  }

  private func events(
    _ service: TestService, _ query: AnalyticsQuery = AnalyticsQuery(limit: 100)
  ) async throws -> ListEvents.Output {
    try await service.call(ListEvents.self, query, as: TestService.developer)
  }

  @Test func `events are accepted without a word and kept with who sent them`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await put(service, guest, #"{"events":[\#(event()),\#(event("tap"))]}"#)
    #expect(reply.status == 202)
    #expect(reply.body.isEmpty)
    let kept = try await events(service).events
    #expect(kept.map(\.event.type) == ["_session.start", "tap"])
    for event in kept.map(\.event) {
      #expect(event.identity == guest.identity)
      #expect(event.pool == guest.pool)
      #expect(event.appID == "app-1")
      #expect(event.received == service.clock.now)
    }
    let json = try JSONReader.read(Array(kept[1].event.json.utf8))
    #expect(json["metrics"]?["m"] == .double(1.5))
  }

  @Test func `a batch is kept as a whole or not at all`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await put(
      service, guest, #"{"events":[\#(event()),{"eventType":"without time"}]}"#)
    #expect(reply.status == 400)
    #expect(reply.error.code == .badRequest)
    #expect(!reply.text("message").isEmpty)
    #expect(try await events(service).events.isEmpty)
  }

  @Test(arguments: ["{", "[]", "{}", #"{"events":7}"#, #"{"events":[7]}"#])
  func `a body of another form is a bad request`(body: String) async throws {
    let service = try await TestService()
    let reply = try await put(service, service.guest(), body)
    #expect(reply.error.code == .badRequest)
    #expect(reply.status == 400)
  }

  @Test func `the context is needed, and the body has a bound`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let without = try await put(service, guest, #"{"events":[]}"#, context: nil)
    #expect(without.error.code == .badRequest)
    let padded = #"{"events":[\#(event())]}"# + String(repeating: " ", count: 512 * 1_024)
    #expect(try await put(service, guest, padded).error.code == .badRequest)
  }

  @Test func `events are signed for their own service`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let body = #"{"events":[\#(event())]}"#
    let wrong = try await put(service, guest, body, name: "cognito-sync")
    #expect(wrong.status == 403)
    #expect(wrong.error.code == .invalidSignature)
    let unsigned = try await service.send(.post, "/2014-06-05/events", body)
    #expect(unsigned.error.code == .missingAuthenticationToken)
  }

  @Test func `events come in pages to the owner, and to nobody else`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let other = try await service.guest()
    for index in 0..<3 {
      _ = try await put(service, guest, #"{"events":[\#(event("e\(index)"))]}"#)
    }
    _ = try await put(service, other, #"{"events":[\#(event("e9"))]}"#)
    var types: [String] = []
    var query = AnalyticsQuery(limit: 2)
    repeat {
      let page = try await events(service, query)
      types += page.events.map(\.event.type)
      query.after = page.nextToken.flatMap { Int64($0) }
    } while query.after != nil
    #expect(types == ["e0", "e1", "e2", "e9"])
    let own = try await events(service, AnalyticsQuery(identity: other.identity, limit: 9))
    #expect(own.events.map(\.event.type) == ["e9"])
    let error = await refusal {
      try await service.call(
        ListEvents.self, AnalyticsQuery(limit: 2), as: guest.credentials)
    }
    #expect(error?.code == .accessDenied || error?.code == .notAuthorized)
    #expect(error?.status == 403)
  }
}
