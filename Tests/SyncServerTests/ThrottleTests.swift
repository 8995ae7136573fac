import CognitoWire
import HTTPTypes
import SyncServer
import Testing

@Suite struct ThrottleTests {
  @Test func `an identity has its own rate`() async throws {
    var rates = RateLimits.none
    rates.identity = Rate(perSecond: 1, burst: 5)
    let service = try await TestService(rates: rates)
    let guest = try await service.guest()
    let other = try await service.guest()
    for _ in 0..<5 { _ = try await service.list(guest) }
    let reply = try await service.send(
      .get, guest.path() + "/records", as: guest.credentials)
    #expect(reply.status == 429)
    #expect(reply.error.code == .tooManyRequests)
    #expect(reply.field("Retry-After") == "1")
    _ = try await service.list(other)
    service.clock.advance(bySeconds: 2)
    _ = try await service.list(guest)
    _ = try await service.list(guest)
    #expect(await refusal { try await service.list(guest) }?.code == .tooManyRequests)
  }

  @Test func `an address has its own rate, unsigned requests included`() async throws {
    var rates = RateLimits.none
    rates.address = Rate(perSecond: 1, burst: 3)
    let service = try await TestService(rates: rates)
    let pool = try await service.pool()
    for _ in 0..<3 {
      _ = try await service.call(
        GetID.self, GetID.Input(pool: pool), as: nil, from: "10.0.0.1")
    }
    let error = await refusal {
      try await service.call(GetID.self, GetID.Input(pool: pool), as: nil, from: "10.0.0.1")
    }
    #expect(error?.code == .tooManyRequests)
    #expect(error?.status == 400)
    _ = try await service.call(GetID.self, GetID.Input(pool: pool), as: nil, from: "10.0.0.2")
  }

  @Test func `the documented burst passes`() async throws {
    let service = try await TestService(rates: .standard)
    let guest = try await service.guest()
    for _ in 0..<900 { _ = try await service.list(guest) }
  }
}
