import CognitoWire
import HTTPTypes
import IdentityCore
import SyncCore
import Testing

@Suite struct SignInTests {
  private func logins(_ reply: Reply) -> [String: String] {
    ["localhost": reply.text("id_token")]
  }

  @Test func `the same login is the same identity`() async throws {
    let service = try await TestService()
    let logins = logins(try await service.signUp("ann"))
    let pool = try await service.pool()
    let first = try await service.call(
      GetID.self, GetID.Input(pool: pool, logins: logins), as: nil)
    let second = try await service.call(
      GetID.self, GetID.Input(pool: pool, logins: self.logins(try await service.signIn("ann"))),
      as: nil)
    #expect(first == second)
  }

  @Test func `a guest who signs in keeps identity and data`() async throws {
    let service = try await TestService()
    var guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    let logins = logins(try await service.signUp("ann"))
    let output = try await service.call(
      GetCredentialsForIdentity.self,
      GetCredentialsForIdentity.Input(identity: guest.identity, logins: logins), as: nil)
    #expect(output.identity == guest.identity)
    guest.credentials = try await service.credentials(for: guest.identity, logins: logins)
    #expect(try await service.list(guest).records.count == 1)
    let error = await refusal { [guest] in
      try await service.credentials(for: guest.identity)
    }
    #expect(error?.code == .notAuthorized)
    #expect(error?.message == "Access to Identity '\(guest.identity)' is forbidden.")
  }

  @Test func `a guest who turns out to be somebody is merged`() async throws {
    let service = try await TestService()
    let logins = logins(try await service.signUp("ann"))
    let pool = try await service.pool()
    let owner = try await service.call(
      GetID.self, GetID.Input(pool: pool, logins: logins), as: nil)
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    let output = try await service.call(
      GetCredentialsForIdentity.self,
      GetCredentialsForIdentity.Input(identity: guest.identity, logins: logins), as: nil)
    #expect(output.identity == owner)

    let signedIn = Guest(
      pool: pool, identity: owner,
      credentials: try await service.credentials(for: owner, logins: logins))
    let merged = try #require(try name("prefs").merged(from: guest.identity))
    #expect(try await service.list(signedIn).mergedDatasetNames == [merged])
    #expect(try await service.list(signedIn, merged.rawValue).records.map(\.value) == ["1"])
    _ = try await service.call(
      DeleteDataset.self, signedIn.place(merged.rawValue), as: signedIn.credentials)
    #expect(try await service.list(signedIn).mergedDatasetNames.isEmpty)

    let disabled = await refusal { try await service.credentials(for: guest.identity) }
    #expect(disabled?.code == .notAuthorized)
    let again = try await service.call(
      GetCredentialsForIdentity.self,
      GetCredentialsForIdentity.Input(identity: guest.identity, logins: logins), as: nil)
    #expect(again.identity == owner)
    let late = await refusal { try await service.commit(guest, [patch("b", "1")]) }
    #expect(late?.code == .notAuthorized)
  }

  @Test func `a provider the pool does not know is refused`() async throws {
    let service = try await TestService()
    let pool = try await service.pool()
    let error = await refusal {
      try await service.call(
        GetID.self, GetID.Input(pool: pool, logins: ["graph.facebook.com": "x"]), as: nil)
    }
    #expect(error?.code == .notAuthorized)
    #expect(
      error?.message == "Token is not from a supported provider of this identity pool.")
  }

  @Test func `one bad token fails the whole call`() async throws {
    let service = try await TestService()
    let reply = try await service.signUp("ann")
    let pool = try await service.pool()
    for token in ["junk", String(reply.text("id_token").dropLast(4)) + "AAAA"] {
      let error = await refusal {
        try await service.call(
          GetID.self, GetID.Input(pool: pool, logins: ["localhost": token]), as: nil)
      }
      #expect(error?.code == .notAuthorized)
      #expect(error?.message.hasPrefix("Invalid login token.") == true)
    }
  }

  @Test(arguments: [(3_600 + 240, true), (3_600 + 360, false)] as [(Int64, Bool)])
  func `a token may be five minutes old when it ends`(
    age: Int64, isAccepted: Bool
  ) async throws {
    let service = try await TestService()
    let logins = logins(try await service.signUp("ann"))
    let pool = try await service.pool()
    service.clock.advance(bySeconds: age)
    let error = await refusal {
      try await service.call(GetID.self, GetID.Input(pool: pool, logins: logins), as: nil)
    }
    #expect((error == nil) == isAccepted)
  }

  @Test func `a new issuer does not make a new user`() async throws {
    let before = try await TestService(issuer: "http://127.0.0.1:1111")
    let first = try await before.call(
      GetID.self,
      GetID.Input(
        pool: try await before.pool(),
        logins: ["127.0.0.1:1111": try await before.signUp("ann").text("id_token")]), as: nil)
    let after = try await TestService(store: before.store, issuer: "http://localhost")
    let second = try await after.call(
      GetID.self,
      GetID.Input(
        pool: try await after.pool(),
        logins: ["localhost": try await after.signIn("ann").text("id_token")]), as: nil)
    #expect(first == second)
  }
}
