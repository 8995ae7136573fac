import IdentityTokens
import Synchronization
import Testing

@Suite struct OpenIDTokenTests {
  private let content = OpenIDTokenContent(
    identity: "us-east-1:a", pool: "us-east-1:b", poolARN: "arn", amr: ["unauthenticated"])

  private func authority(_ kept: Kept) -> OpenIDTokenAuthority {
    OpenIDTokenAuthority(
      issuer: "https://sync.example.com/identity", region: "us-east-1", ring: OpenIDKeyRing(),
      entropy: .system
    ) { kept.ring = $0 }
  }

  /// What an authority gave away to be kept.
  private final class Kept: Sendable {
    private let value = Mutex(OpenIDKeyRing())

    var ring: OpenIDKeyRing {
      get { value.withLock { $0 } }
      set { value.withLock { $0 = newValue } }
    }
  }

  @Test func `the first token makes a key, which is kept and signs from then on`() async throws {
    let kept = Kept()
    let authority = authority(kept)
    #expect(kept.ring.keys.isEmpty)
    let first = try await authority.issue(content, now: 1_000)
    let id = try #require(kept.ring.keys.first?.id)
    #expect(id.wholeMatch(of: /us-east-1\d{10}/) != nil)
    let second = try await authority.issue(content, now: 1_000)
    #expect(first == second)
    #expect(kept.ring.keys.map(\.id) == [id])
    #expect(String(decoding: await authority.keySet, as: UTF8.self).contains(#""kid":"\#(id)""#))
  }

  @Test func `keys survive in the file of secrets`() async throws {
    let kept = Kept()
    _ = try await authority(kept).issue(content, now: 1_000)
    var secrets = ServiceSecrets(created: 0, entropy: .system)
    #expect(try ServiceSecrets(decoding: secrets.encoded()).openIDKeys.keys.isEmpty)
    secrets.openIDKeys = kept.ring
    let read = try ServiceSecrets(decoding: secrets.encoded())
    #expect(read.openIDKeys.keys.map(\.id) == kept.ring.keys.map(\.id))
    func token(_ ring: OpenIDKeyRing) async throws -> String {
      try await OpenIDTokenAuthority(
        issuer: "i", region: "us-east-1", ring: ring, entropy: .system
      ) { _ in }.issue(content, now: 1_000)
    }
    #expect(try await token(read.openIDKeys) == token(kept.ring))
  }

  @Test func `a role's id is always the same and like no other's`() {
    let id = RoleID.id(ofARN: "arn:aws:iam::123456789012:role/a")
    #expect(id.wholeMatch(of: /AROA[A-Z2-7]{17}/) != nil)
    #expect(id == RoleID.id(ofARN: "arn:aws:iam::123456789012:role/a"))
    #expect(id != RoleID.id(ofARN: "arn:aws:iam::123456789012:role/b"))
  }
}
