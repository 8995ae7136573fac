import CognitoWire
import HTTPTypes
import RequestSigning
import SyncCore
import SyncServer
import Testing

/// Every operation where it belongs, and what is refused there.
@Suite struct OperationTests {
  /// A request as a client without our descriptions would send it.
  struct Request: Sendable {
    var method: HTTPRequest.Method
    var path: String
    var body = ""
    var isOwners = false
  }

  /// A pool with everything: a record, a device, push, a stream.
  private struct Scene {
    let service: TestService
    let guest: Guest
    let device: DeviceID

    init() async throws {
      let sink = StreamSink { _ throws(StreamSink.Failure) in }
      service = try await TestService(
        outlets: ServiceOutlets(streams: StreamSinks(named: ["s": sink])))
      guest = try await service.guest()
      try await service.configure(guest.pool, push: [Names.application], stream: "s")
      try await service.commit(guest, [patch("k", "v")])
      device = try await service.register(guest)
      try await service.subscribe(device, guest)
    }

    /// All 17 operations, in an order in which each succeeds.
    func requests() async throws -> [Request] {
      let token = try await service.list(guest).sessionToken
      let identity = guest.path("x").replacing("/datasets/x", with: "")
      let subscription = guest.path() + "/subscriptions/\(device)"
      return [
        Request(method: .get, path: "/identitypools", isOwners: true),
        Request(method: .get, path: guest.poolPath(), isOwners: true),
        Request(method: .get, path: identity),
        Request(method: .get, path: identity + "/datasets"),
        Request(method: .get, path: guest.path()),
        Request(method: .get, path: guest.path() + "/records"),
        Request(
          method: .post, path: guest.path(), body: #"{"SyncSessionToken":"\#(token)"}"#),
        Request(
          method: .post, path: identity.replacing("/identities/", with: "/identity/") + "/device",
          body: #"{"Platform":"GCM","Token":"t"}"#),
        Request(method: .post, path: subscription),
        Request(method: .delete, path: subscription),
        Request(method: .get, path: guest.poolPath("/configuration"), isOwners: true),
        Request(
          method: .post, path: guest.poolPath("/configuration"), body: "{}", isOwners: true),
        Request(method: .get, path: guest.poolPath("/events"), isOwners: true),
        Request(
          method: .post, path: guest.poolPath("/events"), body: #"{"Events":{"SyncTrigger":""}}"#,
          isOwners: true),
        Request(method: .post, path: guest.poolPath("/bulkpublish"), isOwners: true),
        Request(method: .post, path: guest.poolPath("/getBulkPublishDetails"), isOwners: true),
        Request(method: .delete, path: guest.path()),
      ]
    }

    func send(_ request: Request, as credentials: SigningCredentials) async throws -> Reply {
      try await service.send(request.method, request.path, request.body, as: credentials)
    }
  }

  @Test func `S-001 all 17 operations answer 200 with JSON`() async throws {
    let scene = try await Scene()
    let requests = try await scene.requests()
    #expect(requests.count == 17)
    for request in requests {
      let reply = try await scene.send(
        request, as: request.isOwners ? TestService.developer : scene.guest.credentials)
      #expect(reply.status == 200, "\(request.method) \(request.path)")
      #expect(reply.field("Content-Type") == "application/json")
      #expect(reply.json != .null, "\(request.method) \(request.path)")
    }
  }

  @Test func `S-002 a device is registered under identity in the singular`() async throws {
    let scene = try await Scene()
    let body = #"{"Platform":"GCM","Token":"t"}"#
    let plural = scene.guest.path("x").replacing("/datasets/x", with: "/device")
    let singular = plural.replacing("/identities/", with: "/identity/")
    let right = try await scene.service.send(
      .post, singular, body, as: scene.guest.credentials)
    #expect(right.status == 200)
    let wrong = try await scene.service.send(.post, plural, body, as: scene.guest.credentials)
    #expect(wrong.error.code == .unknownOperation)
  }

  @Test func `S-003 the details of a bulk publish are asked with POST`() async throws {
    let scene = try await Scene()
    let path = scene.guest.poolPath("/getBulkPublishDetails")
    let reply = try await scene.service.send(.post, path, as: TestService.developer)
    #expect(reply.text("BulkPublishStatus") == "NOT_STARTED")
    #expect(reply.json["BulkPublishCompleteTime"] == nil)
    #expect(
      try await scene.service.send(.get, path, as: TestService.developer).error.code
        == .unknownOperation)
  }

  @Test func `S-081 an owner's credentials are no device's`() async throws {
    let scene = try await Scene()
    for request in try await scene.requests()
    where request.path.contains("/device") || request.path.contains("/subscriptions/") {
      let reply = try await scene.send(request, as: TestService.developer)
      #expect(reply.status == 403)
      #expect(reply.error.code == .notAuthorized)
      #expect(
        reply.text("message") == "These credentials are not valid for accessing this resource")
    }
  }

  @Test func `S-082 an identity's credentials do not manage its pool`() async throws {
    let scene = try await Scene()
    let requests = try await scene.requests().filter(\.isOwners)
    #expect(requests.count == 8)
    for request in requests {
      let reply = try await scene.send(request, as: scene.guest.credentials)
      #expect(reply.status == 403, "\(request.path)")
      #expect(reply.error.code == .notAuthorized, "\(request.path)")
      #expect(
        reply.text("message") == "These credentials are not valid for accessing this resource")
    }
  }

  @Test func `S-080 no operation reaches another identity`() async throws {
    let scene = try await Scene()
    let other = try await scene.service.guest()
    for request in try await scene.requests() where !request.isOwners {
      let reply = try await scene.send(request, as: other.credentials)
      #expect(reply.status == 403, "\(request.method) \(request.path)")
      #expect(reply.error.code == .notAuthorized)
    }
  }

  @Test func `S-013 every operation refuses a malformed pool`() async throws {
    let scene = try await Scene()
    let pool = scene.guest.poolPath().replacing("/identitypools/", with: "")
    for request in try await scene.requests() where request.path.contains(pool) {
      var malformed = request
      malformed.path = request.path.replacing(pool, with: "no%20pool")
      let reply = try await scene.send(malformed, as: TestService.developer)
      #expect(reply.status == 400, "\(request.method) \(malformed.path)")
      #expect(reply.error.code == .invalidParameter)
    }
  }

  @Test func `S-009 S-012 every refusal has its header, status, text and leave for browsers`()
    async throws
  {
    let scene = try await Scene()
    let missing = scene.guest.path("missing")
    let token = try await scene.service.list(scene.guest).sessionToken
    let refusals: [(Request, Int, WireErrorCode)] = [
      (Request(method: .get, path: missing), 404, .resourceNotFound),
      (Request(method: .delete, path: missing), 404, .resourceNotFound),
      (Request(method: .post, path: scene.guest.path(), body: "{}"), 400, .invalidParameter),
      (
        Request(
          method: .post, path: scene.guest.path(),
          body: #"{"SyncSessionToken":"\#(token)","RecordPatches":[{"Op":"remove","Key":"k","#
            + #""SyncCount":9}]}"#), 409, .resourceConflict
      ),
      (Request(method: .get, path: scene.guest.poolPath()), 403, .notAuthorized),
      (
        Request(
          method: .post,
          path: scene.guest.path("x").replacing("/identities/", with: "/identity/")
            .replacing("/datasets/x", with: "/device"),
          body: #"{"Platform":"ADM","Token":"t"}"#), 400, .invalidConfiguration
      ),
    ]
    for (request, status, code) in refusals {
      let reply = try await scene.send(request, as: scene.guest.credentials)
      #expect(reply.status == status)
      #expect(reply.field("x-amzn-ErrorType") == "\(code.rawValue):")
      #expect(!reply.text("message").isEmpty)
      #expect(reply.field("Access-Control-Allow-Origin") == "*")
      #expect(reply.field("x-amzn-RequestId") != nil)
    }
  }

  @Test func `S-099 a device needs an application for its platform`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let none = await refusal { try await service.register(guest) }
    #expect(none?.code == .invalidConfiguration)
    #expect(none?.status == 400)
    try await service.configure(guest.pool, push: [Names.application])
    let first = try await service.register(guest)
    #expect(try await service.register(guest) == first)
    #expect(try await service.register(guest, token: "other") != first)
    #expect(
      await refusal { try await service.register(guest, .apple) }?.code == .invalidConfiguration)
  }

  @Test func `S-101 a subscription needs a dataset and a device`() async throws {
    let scene = try await Scene()
    let (service, guest) = (scene.service, scene.guest)
    try await service.subscribe(scene.device, guest)
    #expect(
      await refusal { try await service.subscribe(scene.device, guest, "none") }?.status == 404)
    let stranger = try #require(DeviceID("stranger"))
    #expect(await refusal { try await service.subscribe(stranger, guest) }?.status == 404)
    let subscription = DatasetSubscription(dataset: try guest.place(), device: scene.device)
    _ = try await service.call(
      UnsubscribeFromDataset.self, subscription, as: guest.credentials)
    let again = await refusal {
      try await service.call(UnsubscribeFromDataset.self, subscription, as: guest.credentials)
    }
    #expect(again?.code == .resourceNotFound)
  }

  @Test func `S-102 an empty push clears it, none keeps it`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    #expect(try await service.configuration(of: guest.pool) == PoolSyncConfiguration())
    try await service.configure(guest.pool, push: [Names.application])
    try await service.configure(guest.pool, stream: "s", status: .disabled)
    let both = try await service.configuration(of: guest.pool)
    #expect(both.pushSync?.applicationARNs == [Names.application])
    #expect(both.streams?.streamName == "s")
    let reply = try await service.send(
      .post, guest.poolPath("/configuration"), #"{"PushSync":{}}"#, as: TestService.developer)
    #expect(reply.status == 200)
    let cleared = try await service.configuration(of: guest.pool)
    #expect(cleared.pushSync == nil)
    #expect(cleared.streams == both.streams)
  }

  @Test func `an unknown pool is not found`() async throws {
    let service = try await TestService()
    for path in ["", "/configuration", "/events"] {
      let reply = try await service.send(
        .get, "/identitypools/us-east-1%3Aab\(path)", as: TestService.developer)
      #expect(reply.error.code == .resourceNotFound, "\(path)")
      #expect(reply.status == 404)
    }
  }
}
