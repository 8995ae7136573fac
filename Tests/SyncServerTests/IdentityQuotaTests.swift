import CognitoWire
import SyncCore
import SyncServer
import Testing

/// How often the identity service is asked, cognito-sync.md 2.6.7.
@Suite struct IdentityQuotaTests {
  @Test func `new identities are rationed, whoever asks`() async throws {
    var rates = RateLimits.none
    rates.newIdentities = Rate(perSecond: 0.5, burst: 2)
    let service = try await TestService(rates: rates)
    let pool = try await service.pool()
    func ask(from address: String) async throws -> IdentityID {
      try await service.call(GetID.self, GetID.Input(pool: pool), as: nil, from: address)
    }
    let guest = try await ask(from: "1")
    _ = try await ask(from: "2")
    let error = await refusal { try await ask(from: "3") }
    #expect(error?.code == .tooManyRequests)
    #expect(error?.status == 400)
    #expect(error?.retryAfter == .seconds(2))
    // Nobody else waits for it.
    _ = try await service.credentials(for: guest)
    service.clock.advance(bySeconds: 2)
    _ = try await ask(from: "3")
  }

  @Test func `tokens and credentials are rationed each on its own`() async throws {
    var rates = RateLimits.none
    rates.identityTokens = Rate(perSecond: 1, burst: 1)
    let world = try await IdentityWorld(rates: rates)
    let guest = try await world.id()
    _ = try await world.credentials(guest)
    _ = try await world.openIDToken(guest)
    _ = try await world.developerToken("ann")
    for error in [
      await refusal { try await world.credentials(guest) },
      await refusal { try await world.openIDToken(guest) },
      await refusal { try await world.developerToken("ann") },
    ] { #expect(error?.code == .tooManyRequests) }
    _ = try await world.id()
  }

  @Test func `the usual quotas are the documented ones`() {
    #expect(RateLimits.standard.newIdentities?.perSecond == 25)
    #expect(RateLimits.standard.identityTokens?.perSecond == 200)
  }
}
