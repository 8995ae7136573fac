import HTTPTypes
import SyncClient
import SyncCore
import SyncTesting
import Synchronization
import Testing

@Suite struct FollowingTests {
  @Test(.timeLimit(.minutes(10)))
  func `a registered device names itself, and is heard without a name that the service forgot`()
    async throws
  {
    let service = try await TestService()
    let paths = Mutex<[String]>([])
    var transport = service.transport
    transport.stream = {
      [stream = transport.stream] request throws(TransportError) in
      paths.withLock { $0.append(request.path ?? "") }
      return try await stream(request)
    }
    let device = try TestDevice(on: service, transport: transport)
    device.line.inject(
      .answer(status: 200, body: #"{"DeviceId":"device-7"}"#), next: "RegisterDevice")
    _ = try await device.manager.registerDevice(platform: .google, token: "token")
    let (states, continuation) = AsyncStream.makeStream(of: LiveStatus.self)
    let follower = Task {
      await device.manager.follow(device.dataset) { continuation.yield($0) }
    }
    #expect(await states.first { _ in true }?.isConnected == true)
    let queries = paths.withLock { $0.map { $0.split(separator: "?").last } }
    #expect(queries == ["dataset=notes&device=device-7", "dataset=notes"])
    follower.cancel()
    await follower.value
  }
}
