import CognitoWire
import HTTPTypes
import IdentityCore
import IdentityTokens
import SyncCore
import SyncServer
import Testing

/// Logins: linking, merging and unlinking, cognito-sync.md 3.4 and 3.5.
@Suite struct IdentityLoginTests {
  @Test func `I-008 the same login is always the same identity`() async throws {
    let world = try await IdentityWorld()
    let first = try await world.id(world.amazon("ann"))
    #expect(try await world.id(world.amazon("ann")) == first)
    #expect(try await world.id(world.amazon("bob")) != first)
    #expect(try await world.id(world.facebook("ann")) != first)
  }

  @Test func `I-009 two unknown logins are one new identity`() async throws {
    let world = try await IdentityWorld()
    let both = world.amazon("ann").merging(world.facebook("1")) { $1 }
    let identity = try await world.id(both)
    #expect(try await world.id(world.amazon("ann")) == identity)
    #expect(try await world.id(world.facebook("1")) == identity)
    let described = try await world.service.call(
      DescribeIdentity.self, identity, as: TestService.developer)
    #expect(described.logins == [StubProviders.facebook, StubProviders.amazon])
  }

  @Test(arguments: ["accounts.google.com", "example.org", IdentityWorld.backend])
  func `I-010 an unknown provider is refused`(provider: String) async throws {
    let world = try await IdentityWorld()
    let guest = try await world.id()
    for error in [
      await refusal { try await world.id([provider: "x"]) },
      await refusal { try await world.credentials(guest, [provider: "x"]) },
      await refusal { try await world.openIDToken(guest, [provider: "x"]) },
    ] {
      #expect(error?.code == .notAuthorized)
      #expect(
        error?.message == "Token is not from a supported provider of this identity pool.")
    }
  }

  @Test func `I-011 one bad token fails the call and links nothing`() async throws {
    let world = try await IdentityWorld()
    let both = world.amazon("ann").merging(world.facebook("bad")) { $1 }
    let guest = try await world.id()
    for error in [
      await refusal { try await world.id(both) },
      await refusal { try await world.credentials(guest, both) },
    ] {
      #expect(error?.code == .notAuthorized)
      #expect(error?.message == "Invalid login token.")
    }
    // The guest is one still, and the good login is unknown.
    _ = try await world.credentials(guest)
    #expect(try await world.id(world.amazon("ann")) != guest)
  }

  @Test func `a provider that is down is not the user's fault`() async throws {
    let world = try await IdentityWorld()
    world.providers.setDown(true)
    let token = try await world.providers.token("ann")
    for logins in [world.amazon("ann"), world.facebook("1"), [StubProviders.openID: token]] {
      let error = await refusal { try await world.id(logins) }
      #expect(error?.code == .externalService)
    }
  }

  @Test func `I-012 an ID token has to be of its issuer, for the app and in time`() async throws {
    let world = try await IdentityWorld()
    let stranger = try await StubProviders()
    let elsewhere = try await TokenAuthority(
      issuer: "https://other.example.com",
      ring: SigningKeyRing(created: 0, entropy: TestEntropy(seed: 4).entropy))
    let good = try await world.providers.token("ann")
    let signature = try #require(good.lastIndex(of: "."))
    let bad = [
      try await elsewhere.issue(
        subject: "ann", audience: StubProviders.client, preferredUsername: "ann",
        authenticated: 0, now: 1_800_000_000),
      try await world.providers.token("ann", client: "app-2"),
      try await world.providers.token("ann", age: 3_600 + 301),
      try await stranger.token("ann"),
      good[...signature] + String(repeating: "A", count: 86),
      "nonsense", "a.b.c",
    ]
    for token in bad {
      let error = await refusal { try await world.id([StubProviders.openID: token]) }
      #expect(error?.code == .notAuthorized, "\(token)")
      #expect(error?.message.hasPrefix("Invalid login token.") == true)
    }
    let old = try await world.providers.token("ann", age: 3_600 + 240)
    #expect(
      try await world.id([StubProviders.openID: old])
        == world.id([StubProviders.openID: good]))
  }

  @Test func `I-015 I-016 a guest signs in and stays the same, but opens by name no more`()
    async throws
  {
    let world = try await IdentityWorld()
    let guest = try await world.user()
    try await world.service.commit(guest, [patch("a", "1")])
    let member = try await world.credentials(guest.identity, world.amazon("ann"))
    #expect(member.identity == guest.identity)
    #expect(try await world.service.list(member).records.map(\.value) == ["1"])
    let error = await refusal { try await world.credentials(guest.identity) }
    #expect(error?.code == .notAuthorized)
    #expect(error?.message == "Access to Identity '\(guest.identity)' is forbidden.")
  }

  @Test func `I-017 I-018 I-019 I-020 a guest merges into the identity that owns the login`()
    async throws
  {
    let world = try await IdentityWorld()
    let parent = try await world.user(world.amazon("ann"))
    try await world.service.commit(parent, [patch("a", "parent")])
    let guest = try await world.user()
    try await world.service.commit(guest, [patch("a", "guest")])
    try await world.service.commit(guest, "only", [patch("b", "2")])

    let merged = try await world.credentials(guest.identity, world.amazon("ann"))
    #expect(merged.identity == parent.identity)
    let listing = try await world.service.list(merged)
    #expect(listing.records.map(\.value) == ["parent"])
    let place = "prefs.\(guest.identity)"
    #expect(listing.mergedDatasetNames.map(\.rawValue) == [place])
    #expect(try await world.service.list(merged, place).records.map(\.value) == ["guest"])
    #expect(
      try await world.service.list(merged, "only.\(guest.identity)").records.map(\.value)
        == ["2"])
    let target = try Guest(
      pool: world.pool, identity: merged.identity, credentials: merged.credentials
    ).place(place)
    _ = try await world.service.call(DeleteDataset.self, target, as: merged.credentials)
    #expect(try await world.service.list(merged).mergedDatasetNames.isEmpty)

    let error = await refusal { try await world.credentials(guest.identity) }
    #expect(error?.message == "Access to Identity '\(guest.identity)' is forbidden.")
    let again = try await world.credentials(guest.identity, world.amazon("ann"))
    #expect(again.identity == parent.identity)

    for hides in [true, false] {
      let page = try await world.service.call(
        ListIdentities.self,
        ListIdentities.Input(pool: world.pool, pageSize: 60, hidesDisabled: hides),
        as: TestService.developer)
      let listed = page.identities.first { $0.identity == guest.identity }
      #expect((listed == nil) == hides)
      #expect(listed?.logins.isEmpty ?? true)
    }
  }

  @Test func `two members who show both logins become one`() async throws {
    let world = try await IdentityWorld()
    let first = try await world.user(world.amazon("ann"))
    world.service.clock.advance(bySeconds: 1)
    let second = try await world.user(world.facebook("1"))
    try await world.service.commit(second, [patch("a", "1")])
    let both = world.amazon("ann").merging(world.facebook("1")) { $1 }
    #expect(try await world.id(both) == first.identity)
    let place = "prefs.\(second.identity)"
    #expect(try await world.service.list(first, place).records.map(\.value) == ["1"])
    #expect(try await world.id(world.facebook("1")) == first.identity)
  }

  @Test func `I-021 a second user of one provider is a conflict`() async throws {
    let world = try await IdentityWorld()
    let identity = try await world.id(world.amazon("ann").merging(world.facebook("1")) { $1 })
    _ = try await world.id(world.facebook("2"))
    let logins = world.amazon("ann").merging(world.facebook("2")) { $1 }
    for error in [
      await refusal { try await world.id(logins) },
      await refusal { try await world.credentials(identity, logins) },
    ] { #expect(error?.code == .resourceConflict) }
    #expect(try await world.id(world.facebook("1")) == identity)
  }

  @Test func `I-022 somebody else's login opens nothing`() async throws {
    let world = try await IdentityWorld()
    let identity = try await world.id(world.amazon("ann"))
    for logins in [world.amazon("eve"), world.facebook("eve")] {
      let error = await refusal { try await world.credentials(identity, logins) }
      #expect(error?.code == .notAuthorized)
      #expect(
        error?.message
          == "Logins don't match. Please include at least one valid login for this identity or "
          + "identity pool.")
    }
  }

  @Test func `I-023 an unlinked login is somebody new`() async throws {
    let world = try await IdentityWorld()
    let both = world.amazon("ann").merging(world.facebook("1")) { $1 }
    let identity = try await world.id(both)
    func unlink(
      _ names: [String], showing logins: [String: String]
    ) async throws {
      _ = try await world.service.call(
        UnlinkIdentity.self,
        UnlinkIdentity.Input(identity: identity, logins: logins, loginsToRemove: names), as: nil)
    }
    let stranger = await refusal {
      try await unlink([StubProviders.facebook], showing: world.amazon("eve"))
    }
    #expect(stranger?.code == .notAuthorized)
    try await unlink([StubProviders.facebook], showing: world.amazon("ann"))
    #expect(try await world.id(world.facebook("1")) != identity)
    #expect(try await world.id(world.amazon("ann")) == identity)
    // Without its last login it is no guest: nobody enters it ever again.
    try await unlink([StubProviders.amazon], showing: world.amazon("ann"))
    let error = await refusal { try await world.credentials(identity) }
    #expect(error?.code == .notAuthorized)
  }

  @Test func `a login of the built-in provider needs no call to itself`() async throws {
    let service = try await TestService()
    let member = try await service.member()
    #expect(try await service.list(member).records.isEmpty)
    let pool = try await service.call(
      CreateIdentityPool.self,
      IdentityPoolConfiguration(
        name: "Other", allowsGuests: false, supportedLoginProviders: ["localhost": "other-app"]),
      as: TestService.developer)
    let token = try await service.signIn("ann").text("id_token")
    let error = await refusal {
      try await service.call(
        GetID.self, GetID.Input(pool: pool.id, logins: ["localhost": token]), as: nil)
    }
    #expect(error?.message == "Invalid login token. Incorrect token audience.")
  }
}
