import CognitoWire
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import RequestSigning
import ServiceLifecycle
import SyncCore
import SyncServer
import Testing

@Suite struct EventTests {
  /// Reads the parts of a stream one after the other.
  private struct Reader {
    let head: HTTPResponse
    private var parts: AsyncStream<[UInt8]>.Iterator

    init(_ head: HTTPResponse, _ parts: AsyncStream<[UInt8]>) {
      self.head = head
      self.parts = parts.makeAsyncIterator()
    }

    mutating func next() async -> String? {
      await parts.next(isolation: #isolation).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  private func open(
    _ service: TestService, _ guest: Guest, dataset: String? = "prefs", last: String? = nil,
    device: DeviceID? = nil
  ) async throws -> Reader {
    let request = try request(service, guest, dataset: dataset, last: last, device: device)
    let (head, parts) = try await service.responder.stream(request)
    return Reader(head, parts)
  }

  private func request(
    _ service: TestService, _ guest: Guest, dataset: String? = "prefs", last: String? = nil,
    device: DeviceID? = nil
  ) throws -> HTTPRequest {
    let items = [dataset.map { "dataset=\($0)" }, device.map { "device=\($0)" }]
    let query = "?" + items.compactMap { $0 }.joined(separator: "&")
    var request = HTTPRequest(
      method: .get, scheme: "http", authority: "localhost",
      path: guest.path("x").replacing("/datasets/x", with: "/events") + query)
    if let last {
      request.headerFields[try #require(HTTPField.Name("Last-Event-ID"))] = last
    }
    RequestSigner(credentials: guest.credentials, region: "us-east-1", service: "cognito-sync")
      .sign(&request, body: [], at: service.clock.now.milliseconds)
    return request
  }

  private func event(_ guest: Guest, _ dataset: String, _ count: Int) -> String {
    "event: change\nid: \(dataset):\(count)\ndata: {\"source\":\"cognito-sync\","
      + "\"identityPoolId\":\"\(guest.pool)\",\"identityId\":\"\(guest.identity)\","
      + "\"datasetName\":\"\(dataset)\",\"syncCount\":\"\(count)\"}\n\n"
  }

  @Test func `a stream begins with the current count and tells of every commit`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    var reader = try await open(service, guest)
    #expect(reader.head.status == .ok)
    #expect(reader.head.headerFields[.contentType] == "text/event-stream")
    #expect(await reader.next() == ": open\n\n" + event(guest, "prefs", 1))
    try await service.commit(guest, [patch("b", "1")])
    #expect(await reader.next() == event(guest, "prefs", 2))
    _ = try await service.call(DeleteDataset.self, guest.place(), as: guest.credentials)
    #expect(await reader.next() == event(guest, "prefs", 3))
  }

  @Test func `a dataset that does not exist counts 0`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    var reader = try await open(service, guest)
    #expect(await reader.next() == ": open\n\n" + event(guest, "prefs", 0))
  }

  @Test func `a stream of one dataset is silent about others`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    var one = try await open(service, guest)
    var all = try await open(service, guest, dataset: nil)
    _ = await one.next()
    #expect(await all.next() == ": open\n\n")
    try await service.commit(guest, "other", [patch("a", "1")])
    try await service.commit(guest, [patch("a", "1")])
    #expect(await one.next() == event(guest, "prefs", 1))
    #expect(await all.next() == event(guest, "other", 1))
    #expect(await all.next() == event(guest, "prefs", 1))
  }

  @Test func `a reader resumes without a gap and without an echo`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    try await service.commit(guest, [patch("b", "1")])
    var behind = try await open(service, guest, last: "prefs:1")
    #expect(await behind.next() == ": open\n\n" + event(guest, "prefs", 2))
    var current = try await open(service, guest, last: "prefs:2")
    #expect(await current.next() == ": open\n\n")
    var odd = try await open(service, guest, last: "nonsense")
    #expect(await odd.next() == ": open\n\n" + event(guest, "prefs", 2))
  }

  @Test func `a device hears of what it follows and not of its own commits`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.configure(guest.pool, push: [Names.application])
    for name in ["prefs", "other"] { try await service.commit(guest, name, [patch("a", "1")]) }
    let device = try await service.register(guest)
    try await service.subscribe(device, guest)
    var reader = try await open(service, guest, dataset: nil, device: device)
    #expect(await reader.next() == ": open\n\n" + event(guest, "prefs", 1))
    try await service.commit(guest, [patch("b", "1")], from: device)
    try await service.commit(guest, "other", [patch("b", "1")])
    try await service.commit(guest, [patch("c", "1")])
    #expect(await reader.next() == event(guest, "prefs", 3))
    try await service.subscribe(device, guest, "other")
    try await service.commit(guest, "other", [patch("c", "1")])
    #expect(await reader.next() == event(guest, "other", 3))
    _ = try await service.call(DeleteDataset.self, guest.place(), as: guest.credentials)
    #expect(await reader.next() == event(guest, "prefs", 4))
  }

  @Test func `a device that nobody registered hears nothing`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let stranger = try #require(DeviceID("stranger"))
    #expect(try await open(service, guest, device: stranger).head.status == .notFound)
    try await service.configure(guest.pool, push: [Names.application])
    let foreign = try await service.register(service.guest())
    #expect(try await open(service, guest, device: foreign).head.status == .notFound)
  }

  @Test func `a stream is for its owner`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    var other = try await service.guest()
    other.credentials = guest.credentials
    #expect(try await open(service, other).head.status.code == 403)
    #expect(
      try await service.send(
        .get, guest.path("x").replacing("/datasets/x", with: "/events")
      ).error.code == .missingAuthenticationToken)
  }

  @Test func `an identity has at most eight streams`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    var readers: [Reader] = []
    for _ in 0..<8 {
      var reader = try await open(service, guest)
      _ = await reader.next()
      readers.append(reader)
    }
    let ninth = try await open(service, guest)
    #expect(ninth.head.status.code == 429)
    #expect(ninth.head.headerFields[.retryAfter] != nil)
    let other = try await service.guest()
    #expect(try await open(service, other).head.status == .ok)
    #expect(readers.count == 8)
  }

  @Test func `the signs of life end with the service, and every stream with them`() async throws {
    let service = try await TestService(heartbeat: .milliseconds(5))
    let guest = try await service.guest()
    let group = ServiceGroup(
      configuration: .init(services: service.application.services, logger: Logger(label: "test")))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      var reader = try await open(service, guest)
      _ = await reader.next()
      #expect(await reader.next() == ": \n\n")
      await group.triggerGracefulShutdown()
      var part = await reader.next()
      while part == ": \n\n" { part = await reader.next() }
      #expect(part == nil)
      try await tasks.waitForAll()
    }
  }

  @Test func `a reader who does not read is cut off`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let (closed, cutOff) = AsyncStream.makeStream(of: Void.self)
    let response = try await service.responder.respond(
      to: Request(head: try request(service, guest), body: RequestBody(buffer: ByteBuffer())),
      context: ConnectionContext(address: "local") { cutOff.finish() })
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let writing = Task { try await response.body.write(StuckWriter(gate: gate)) }
    for index in 0..<200 { try await service.commit(guest, [patch("k\(index)", "v")]) }
    for await _ in closed {}
    opener.finish()
    try await writing.value
  }

  /// A connection whose other side takes nothing.
  private struct StuckWriter: ResponseBodyWriter {
    let gate: AsyncStream<Void>

    func write(_ buffer: ByteBuffer) async throws { for await _ in gate {} }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }
}
