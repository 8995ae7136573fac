import CognitoWire
import HTTPTypes
import SyncCore
import SyncServer
import Synchronization
import Testing

@Suite struct TriggerTests {
  /// What a function makes of the records it gets.
  typealias Function = @Sendable (JSONValue) throws(TriggerHandler.Failure) -> JSONValue

  /// Returns a service whose pool has `function` before its commits, and a guest.
  private func scene(
    limit: Duration = .seconds(60), _ function: @escaping Function
  ) async throws -> (TestService, Guest) {
    try await scene(
      limit: limit,
      TriggerHandler { body throws(TriggerHandler.Failure) in
        JSONWriter.write(try function((try? JSONReader.read(body)) ?? .null))
      })
  }

  private func scene(
    limit: Duration = .seconds(60), _ handler: TriggerHandler
  ) async throws -> (TestService, Guest) {
    let service = try await TestService(
      outlets: ServiceOutlets(triggers: [Names.function: handler], triggerLimit: limit))
    let guest = try await service.guest()
    try await service.setTrigger(Names.function, of: guest.pool)
    return (service, guest)
  }

  /// Returns `event` with one of its records changed.
  private static func changing(
    _ event: JSONValue, _ key: String, to record: JSONValue?
  ) -> JSONValue {
    event.with("datasetRecords", (event["datasetRecords"] ?? .object([])).with(key, record))
  }

  private static func replacing(_ value: String) -> JSONValue {
    .object([JSONMember("newValue", .string(value)), JSONMember("op", .string("replace"))])
  }

  @Test func `S-090 a pool has no trigger until one is set, and none once it is removed`()
    async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    func events() async throws -> String {
      try await service.send(.get, guest.poolPath("/events"), as: TestService.developer).bodyText
    }
    func set(_ body: String) async throws -> Reply {
      try await service.send(
        .post, guest.poolPath("/events"), body, as: TestService.developer)
    }
    #expect(try await events() == #"{"Events":{}}"#)
    #expect(try await set(#"{"Events":{"SyncTrigger":"\#(Names.function)"}}"#).status == 200)
    #expect(try await events() == #"{"Events":{"SyncTrigger":"\#(Names.function)"}}"#)
    #expect(try await set(#"{"Events":{}}"#).status == 200)
    #expect(try await events().contains(Names.function))
    #expect(try await set(#"{"Events":{"SyncTrigger":""}}"#).status == 200)
    #expect(try await events() == #"{"Events":{}}"#)
    let unknown = try await set(#"{"Events":{"Other":"\#(Names.function)"}}"#)
    #expect(unknown.error.code == .invalidParameter)
  }

  @Test func `S-091 a trigger sees the whole dataset and what is to become of it`() async throws {
    let seen = Mutex<[JSONValue]>([])
    let (service, guest) = try await scene { event in
      seen.withLock { $0.append(event) }
      return event
    }
    try await service.commit(guest, [patch("a", "1"), patch("b", "1"), patch("c", "1")])
    try await service.commit(guest, [patch("a", "2", 1), patch("b", nil, 1), patch("d", "1")])
    let event = try #require(seen.withLock { $0.last })
    #expect(event["version"] == .integer(2))
    #expect(event.text("eventType") == "SyncTrigger")
    #expect(event.text("region") == "us-east-1")
    #expect(event.text("identityPoolId") == guest.pool.rawValue)
    #expect(event.text("identityId") == guest.identity.rawValue)
    #expect(event.text("datasetName") == "prefs")
    let records = try #require(event["datasetRecords"])
    #expect(records.names == ["a", "b", "c", "d"])
    let expected: [(String, String?, String?, String)] = [
      ("a", "1", "2", "replace"), ("b", "1", nil, "remove"), ("c", "1", "1", "none"),
      ("d", nil, "1", "replace"),
    ]
    for (key, old, new, operation) in expected {
      #expect(records[key]?.text("oldValue") == old)
      #expect(records[key]?.text("newValue") == new)
      #expect(records[key]?.text("op") == operation)
    }
  }

  @Test func `S-092 an owner's commit passes no trigger`() async throws {
    var (service, guest) = try await scene { _ throws(TriggerHandler.Failure) in
      throw .failed("It must not be called.")
    }
    guest.credentials = TestService.developer
    #expect(try await service.commit(guest, [patch("a", "1")]).count == 1)
  }

  @Test func `B-76 S-093 a trigger changes, removes and adds`() async throws {
    let (service, guest) = try await scene { event in
      var event = Self.changing(event, "a", to: Self.replacing("changed"))
      event = Self.changing(event, "b", to: .object([JSONMember("op", .string("remove"))]))
      event = Self.changing(event, "z", to: Self.replacing("extra"))
      return event
    }
    let written = try await service.commit(guest, [patch("b", "1"), patch("a", "1")])
    #expect(written.map(\.key.rawValue) == ["b", "a", "z"])
    #expect(written.map(\.value) == [nil, "changed", "extra"])
    #expect(written.map(\.syncCount) == [1, 1, 1])
    let listing = try await service.list(guest)
    #expect(Set(listing.records) == Set(written))
    #expect(listing.datasetSyncCount == 1)
  }

  @Test func `S-094 what a trigger leaves out is not written but answered`() async throws {
    let (service, guest) = try await scene { event in
      Self.changing(Self.changing(event, "a", to: nil), "new", to: nil)
    }
    var owner = guest
    owner.credentials = TestService.developer
    let stored = try await service.commit(owner, [patch("a", "1")])
    let written = try await service.commit(
      guest, [patch("a", "2", 1), patch("b", "1"), patch("new", "1")])
    #expect(written.map(\.key.rawValue) == ["a", "b", "new"])
    #expect(written[0] == stored[0])
    #expect(written[1].syncCount == 2)
    #expect(written[2].value == nil)
    #expect(written[2].syncCount == 0)
    let token = try await service.list(guest).sessionToken
    let ignored = try await service.commit(guest, [patch("a", "3", 1)], token: token)
    #expect(ignored == stored)
    #expect(try await service.list(guest).datasetSyncCount == 2)
    let spent = await refusal { try await service.list(guest, token: token) }
    #expect(spent?.message == "SyncSessionToken not valid for these inputs")
  }

  @Test func `S-094 a dataset of which all is left out is not made`() async throws {
    let (service, guest) = try await scene { $0.with("datasetRecords", .object([])) }
    #expect(try await service.commit(guest, [patch("a", "1")]).map(\.syncCount) == [0])
    #expect(try await !service.list(guest).datasetExists)
  }

  @Test(arguments: [
    "version", "eventType", "region", "identityPoolId", "identityId", "datasetName",
    "datasetRecords",
  ]) func `S-095 a trigger may not change what the commit is about`(member: String) async throws {
    let (service, guest) = try await scene { $0.with(member, .string("other")) }
    let token = try await service.list(guest).sessionToken
    let error = await refusal {
      try await service.commit(guest, [patch("a", "1")], token: token)
    }
    #expect(error?.code == .invalidLambdaFunctionOutput)
    #expect(error?.status == 400)
    #expect(try await !service.list(guest, token: token).datasetExists)
  }

  @Test func `S-096 a trigger that is too slow stores nothing and spends nothing`() async throws {
    let slow = TriggerHandler { body throws(TriggerHandler.Failure) in
      let (never, gate) = AsyncStream.makeStream(of: Void.self)
      for await _ in never {}
      gate.finish()
      return body
    }
    let (service, guest) = try await scene(limit: .milliseconds(10), slow)
    let token = try await service.list(guest).sessionToken
    let error = await refusal {
      try await service.commit(guest, [patch("a", "1")], token: token)
    }
    #expect(error?.code == .lambdaSocketTimeout)
    #expect(error?.status == 400)
    #expect(try await !service.list(guest, token: token).datasetExists)
    try await service.setTrigger(nil, of: guest.pool)
    #expect(try await service.commit(guest, [patch("a", "1")], token: token).count == 1)
  }

  @Test(arguments: [
    (TriggerHandler.Failure.failed("It crashed."), WireErrorCode.invalidLambdaFunctionOutput, 400),
    (.throttled, .lambdaThrottled, 429), (.timedOut, .lambdaSocketTimeout, 400),
  ]) func `a failing trigger is told by its kind`(
    failure: TriggerHandler.Failure, code: WireErrorCode, status: Int
  ) async throws {
    let (service, guest) = try await scene { _ throws(TriggerHandler.Failure) in throw failure }
    let token = try await service.list(guest).sessionToken
    let reply = try await service.send(
      .post, guest.path(),
      #"{"SyncSessionToken":"\#(token)","RecordPatches":[{"Op":"replace","Key":"k","#
        + #""Value":"v","SyncCount":0}]}"#, as: guest.credentials)
    #expect(reply.status == status)
    #expect(reply.error.code == code)
    #expect((reply.field("Retry-After") != nil) == (status == 429))
    #expect(try await !service.list(guest, token: token).datasetExists)
  }

  @Test(arguments: ["", "nonsense", "[]", "{}", "null"])
  func `garbage is no answer of a trigger`(answer: String) async throws {
    let garbage = TriggerHandler { _ throws(TriggerHandler.Failure) in Array(answer.utf8) }
    let (service, guest) = try await scene(garbage)
    let error = await refusal { try await service.commit(guest, [patch("a", "1")]) }
    #expect(error?.code == .invalidLambdaFunctionOutput)
    #expect(try await !service.list(guest).datasetExists)
  }

  @Test func `a function that nobody stands for is named`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.setTrigger(Names.function, of: guest.pool)
    let error = await refusal { try await service.commit(guest, [patch("a", "1")]) }
    #expect(error?.code == .invalidLambdaFunctionOutput)
    #expect(error?.message.contains(Names.function) == true)
    #expect(error?.message.contains("--trigger") == true)
  }

  @Test func `a trigger's records meet the limits`() async throws {
    let (service, guest) = try await scene { event in
      Self.changing(event, "a", to: Self.replacing(String(repeating: "x", count: 1_048_575)))
    }
    let error = await refusal {
      try await service.commit(guest, [patch("a", "1"), patch("b", "12")])
    }
    #expect(error?.code == .limitExceeded)
    #expect(try await !service.list(guest).datasetExists)
  }

  @Test func `a conflict comes before the trigger`() async throws {
    let (service, guest) = try await scene { _ throws(TriggerHandler.Failure) in
      throw .failed("It must not be called.")
    }
    let error = await refusal { try await service.commit(guest, [patch("a", "1", 4)]) }
    #expect(error?.message == "Current SyncCount for: a is: 0 not: 4")
  }

  @Test func `a dataset that changes while its trigger works is a conflict`() async throws {
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let (reached, arrival) = AsyncStream.makeStream(of: Void.self)
    let waiting = TriggerHandler { body throws(TriggerHandler.Failure) in
      arrival.finish()
      for await _ in gate {}
      return body
    }
    let (service, guest) = try await scene(waiting)
    async let error = refusal { try await service.commit(guest, [patch("a", "1")]) }
    for await _ in reached {}
    var owner = guest
    owner.credentials = TestService.developer
    try await service.commit(owner, [patch("b", "1")])
    opener.finish()
    #expect(await error?.code == .resourceConflict)
    #expect(try await service.list(guest).records.map(\.key.rawValue) == ["b"])
  }

  @Test(
    arguments: [(200, nil), (500, .invalidLambdaFunctionOutput), (429, .lambdaThrottled)]
      as [(Int, WireErrorCode?)])
  func `a webhook's status decides`(status: Int, code: WireErrorCode?) async throws {
    let receiver = StubReceiver { _, message throws(Webhook.Failure) in
      Webhook.Reply(status: status, body: message.body)
    }
    let (service, guest) = try await scene(.webhook(receiver.webhook()))
    let error = await refusal { try await service.commit(guest, [patch("a", "1")]) }
    #expect(error?.code == code)
    #expect(try await service.list(guest).datasetExists == (code == nil))
  }
}
