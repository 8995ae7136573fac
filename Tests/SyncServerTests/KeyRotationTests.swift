import CognitoWire
import IdentityTokens
import ServerStorage
import SyncCore
import Testing

/// Keys are changed without logging anybody out.
@Suite struct KeyRotationTests {
  @Test func `credentials and sessions go on when their keys are changed, and after a restart`()
    async throws
  {
    let clock = TestClock()
    let store = MemoryServerStore()
    let made = ServiceSecrets(
      created: clock.now.milliseconds, entropy: TestEntropy(seed: 3).entropy)
    let (kept, keep) = AsyncStream.makeStream(of: ServiceSecrets.self)
    let service = try await TestService(
      store: store, secrets: made, keepSecrets: { keep.yield($0) }, clock: clock)
    clock.advance(bySeconds: 90 * 86_400 - 60)
    let guest = try await service.guest()
    let token = try await service.list(guest).sessionToken
    clock.advance(bySeconds: 120)
    let rotated = try await service.running {
      var last: ServiceSecrets?
      for await secrets in kept {
        last = secrets
        if secrets.sealingKeys.all.count > 1, secrets.sessionKeys.all.count > 1 { break }
      }
      return try #require(last)
    }
    try await service.commit(guest, [patch("a", "1")], token: token)
    let later = try await service.list(guest, since: 1).sessionToken
    let newcomer = try await service.guest()

    let restarted = try await TestService(store: store, seed: 8, secrets: rotated, clock: clock)
    #expect(try await restarted.list(guest).records.count == 1)
    try await restarted.commit(guest, [patch("b", "1")], token: later)
    _ = try await restarted.list(newcomer)

    // A service that has forgotten the first key knows the newer one only.
    var forgetful = rotated
    _ = forgetful.sealingKeys.rotateIfDue(
      at: clock.now.milliseconds + SymmetricKeyRing.retirementPeriod, entropy: .system)
    let stranger = try await TestService(store: store, seed: 9, secrets: forgetful, clock: clock)
    let error = await refusal { try await stranger.list(guest) }
    #expect(error?.code == .unrecognizedClient)
    _ = try await stranger.list(newcomer)
  }
}
