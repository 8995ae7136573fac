import CognitoWire
import HTTPTypes
import SyncCore
import Testing

@Suite struct SessionTokenWireTests {
  private let invalid = "SyncSessionToken not valid for these inputs"

  @Test func `S-055 a commit needs a token`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await service.send(
      .post, guest.path(), #"{"RecordPatches":[]}"#, as: guest.credentials)
    #expect(reply.error.code == .invalidParameter)
  }

  @Test func `S-056 a token of another dataset, identity or pool is refused`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let other = try await service.guest()
    for foreign in [
      try await service.list(guest, "other").sessionToken,
      try await service.list(other).sessionToken, "junk",
    ] {
      let commit = await refusal {
        try await service.commit(guest, [patch("a", "1")], token: foreign)
      }
      #expect(commit?.code == .invalidParameter)
      #expect(commit?.message == invalid)
      #expect(await refusal { try await service.list(guest, token: foreign) }?.message == invalid)
    }
  }

  @Test func `S-057 S-058 S-059 a token survives a conflict and is spent by a success`()
    async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    let token = try await service.list(guest).sessionToken
    let conflict = await refusal {
      try await service.commit(guest, [patch("a", "1", 5)], token: token)
    }
    #expect(conflict?.status == 409)
    #expect(try await service.list(guest, token: token).sessionToken == token)
    #expect(try await service.list(guest, token: token).sessionToken == token)
    try await service.commit(guest, [patch("a", "1")], token: token)
    let again = await refusal {
      try await service.commit(guest, [patch("b", "1")], token: token)
    }
    #expect(again?.message == invalid)
    #expect(await refusal { try await service.list(guest, token: token) }?.message == invalid)
  }

  @Test func `S-060 a token ends after an hour`() async throws {
    let service = try await TestService()
    var guest = try await service.guest()
    let token = try await service.list(guest).sessionToken
    service.clock.advance(bySeconds: 3_600)
    guest.credentials = try await service.credentials(for: guest.identity)
    let error = await refusal { [guest] in
      try await service.commit(guest, [patch("a", "1")], token: token)
    }
    #expect(error?.message == invalid)
  }
}
