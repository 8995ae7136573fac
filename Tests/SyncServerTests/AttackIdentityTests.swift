import CognitoWire
import HTTPTypes
import IdentityCore
import IdentityTokens
import RequestSigning
import ServerStorage
import SyncCore
import SyncServer
import Testing

/// What somebody may try to become somebody else, cognito-sync.md 3: nothing gets in, and every
/// refusal is the documented one.
@Suite struct AttackIdentityTests {
  @Test func `another identity's dataset stays closed, whatever the policy says`() async throws {
    let world = try await IdentityWorld()
    let role = try await world.makeRole("Wide")
    try await world.setRoles(PoolRoles(authenticated: role, unauthenticated: role))
    let victim = try await world.user(world.amazon("ann"))
    try await world.service.commit(victim, [patch("a", "1")])
    let thief = try await world.user()
    let classic = try world.session(
      try await world.assume(role, try await world.openIDToken(thief.identity).token),
      of: thief.identity)
    for caller in [thief, classic] {
      var disguised = victim
      disguised.credentials = caller.credentials
      let error = await refusal { [disguised] in try await world.service.list(disguised) }
      #expect(error?.code == .notAuthorized)
      #expect(error?.status == 403)
    }
  }

  @Test func `a session of another region is none of this one`() async throws {
    let foreign = try await TestService(
      secrets: ServiceSecrets(created: 0, entropy: TestEntropy(seed: 99).entropy))
    let service = try await TestService()
    let guest = try await foreign.guest()
    let error = await refusal { try await service.list(guest) }
    #expect(error?.code == .unrecognizedClient)
    #expect(error?.status == 403)
    let own = try await service.guest()
    let request = HTTPRequest(
      method: .get, scheme: "http", authority: "localhost", path: own.path() + "/records")
    var signed = request
    RequestSigner(credentials: own.credentials, region: "eu-west-1", service: "cognito-sync")
      .sign(&signed, body: [], at: service.clock.now.milliseconds)
    let (head, body) = try await service.responder.answer(signed, body: [])
    #expect(Reply(head: head, body: body).error.code == .invalidSignature)
  }

  @Test func `a guest gets nothing where guests are not wanted any more`() async throws {
    let world = try await IdentityWorld()
    let guest = try await world.id()
    let token = try await world.openIDToken(guest).token
    let role = try #require(try await world.service.store.roles(of: world.pool).unauthenticated)
    var pool = try await world.service.call(
      DescribeIdentityPool.self, world.pool, as: TestService.developer)
    pool.configuration.allowsGuests = false
    _ = try await world.service.call(UpdateIdentityPool.self, pool, as: TestService.developer)
    for error in [
      await refusal { try await world.id() },
      await refusal { try await world.credentials(guest) },
      await refusal { try await world.openIDToken(guest) },
      await refusal {
        try await world.credentials(guest, ["cognito-identity.amazonaws.com": token])
      },
    ] {
      #expect(error?.code == .notAuthorized)
      #expect(
        error?.message == "Unauthenticated access is not supported for this identity pool.")
    }
    let reply = try await world.assume(role, token)
    #expect(reply.element("Code") == "IDPRejectedClaim")
  }

  @Test func `a role beyond the own ones is not to be had`() async throws {
    let world = try await IdentityWorld()
    let role = try await world.makeRole("Administrator")
    let logins = world.amazon("ann")
    let member = try await world.id(logins)
    let guest = try await world.id()
    let roles = try await world.service.store.roles(of: world.pool)
    for (identity, logins, wanted) in [
      (member, logins, role), (guest, [:], role), (member, logins, roles.unauthenticated),
      (guest, [:], roles.authenticated),
    ] {
      let error = await refusal {
        try await world.credentials(identity, logins, role: wanted)
      }
      #expect(error?.code == .notAuthorized)
    }
  }

  @Test(arguments: ["*", "?", "re?", "r*", "${aws:PrincipalTag/team}", "${*}"])
  func `a wildcard in a tag is a character like others`(tag: String) async throws {
    let world = try await IdentityWorld()
    let trust = #"""
      {"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},
       "Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"]}
      """#
    let own = statement(
      on: "arn:aws:cognito-sync:*:*:identitypool/*/identity/*/dataset/${aws:PrincipalTag/team}")
    let role = try await world.makeRole("Teams", trust: trust, allowing: own)
    try await world.setRoles(PoolRoles(authenticated: role))
    for (value, isAllowed) in [(tag, false), ("red", true)] {
      let token = try await world.developerToken("ann", tags: ["team": value])
      let caller = try await world.credentials(
        token.identity, ["cognito-identity.amazonaws.com": token.token])
      let error = await refusal { try await world.service.list(caller, "red") }
      #expect((error == nil) == isAllowed)
      #expect(error?.code == (isAllowed ? nil : .accessDenied))
    }
  }

  @Test(arguments: ["*", "us-east-1:*", "us-east-1:????????-*", "${*}"])
  func `a wildcard in a claim that becomes a tag is a character like others`(
    claim: String
  ) async throws {
    let world = try await IdentityWorld()
    let trust = #"""
      {"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},
       "Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"]}
      """#
    let role = try await world.makeRole(
      "Owners", trust: trust,
      allowing: statement(
        if: #"{"StringLike":{"cognito-identity.amazonaws.com:aud":"${aws:PrincipalTag/own}"}}"#))
    try await world.setRoles(PoolRoles(authenticated: role))
    _ = try await world.service.call(
      SetPrincipalTagAttributeMap.self,
      GetPrincipalTagAttributeMap.Output(
        GetPrincipalTagAttributeMap.Input(pool: world.pool, provider: StubProviders.amazon),
        map: PrincipalTagMap(tags: ["own": "place"])), as: TestService.developer)
    world.providers.setClaims([JSONMember("place", .string(claim))], of: "eve")
    world.providers.setClaims([JSONMember("place", .string(world.pool.rawValue))], of: "ann")
    _ = try await world.service.list(try await world.user(world.amazon("ann")))
    let eve = try await world.user(world.amazon("eve"))
    let error = await refusal { try await world.service.list(eve) }
    #expect(error?.code == .accessDenied)
  }

  @Test func `a login token of another pool's app opens nothing`() async throws {
    let world = try await IdentityWorld()
    let other = try await world.service.call(
      CreateIdentityPool.self,
      IdentityPoolConfiguration(
        name: "Other", allowsGuests: true,
        supportedLoginProviders: [
          StubProviders.openID: "app-2", StubProviders.amazon: "amzn1.application-oa2-client.2",
        ]), as: TestService.developer
    ).id
    func id(_ logins: [String: String], in pool: IdentityPoolID) async throws -> IdentityID {
      try await world.service.call(GetID.self, GetID.Input(pool: pool, logins: logins), as: nil)
    }
    let here = try await world.openID("ann")
    let there = [StubProviders.openID: try await world.providers.token("ann", client: "app-2")]
    let (victim, foreign) = (try await id(here, in: world.pool), try await id(there, in: other))
    #expect(victim != foreign)
    for error in [
      await refusal { try await id(there, in: world.pool) },
      await refusal { try await world.credentials(victim, there) },
      await refusal { try await world.openIDToken(victim, there) },
      await refusal { try await id(here, in: other) },
      await refusal { try await world.credentials(foreign, here) },
      // Amazon says for which app the token is.
      await refusal { try await id(world.amazon("ann"), in: other) },
    ] {
      #expect(error?.code == .notAuthorized)
      #expect(error?.message == "Invalid login token. Incorrect token audience.")
    }
    _ = try await world.credentials(victim, here)
  }

  @Test func `a token for another app, or of another pool, opens nothing`() async throws {
    let world = try await IdentityWorld()
    let foreign = [StubProviders.openID: try await world.providers.token("ann", client: "app-2")]
    let app = await refusal { try await world.id(foreign) }
    #expect(app?.code == .notAuthorized)
    #expect(app?.message == "Invalid login token. Incorrect token audience.")

    let other = try await world.service.call(
      CreateIdentityPool.self, IdentityPoolConfiguration(name: "Other", allowsGuests: true),
      as: TestService.developer)
    let stranger = try await world.service.call(
      GetID.self, GetID.Input(pool: other.id), as: nil)
    let token = ["cognito-identity.amazonaws.com": try await world.openIDToken(stranger).token]
    let guest = try await world.id()
    for error in [
      await refusal { try await world.id(token) },
      await refusal { try await world.credentials(guest, token) },
      await refusal { try await world.openIDToken(guest, token) },
    ] {
      #expect(error?.code == .notAuthorized)
      #expect(error?.message == "Invalid login token. Incorrect token audience.")
    }
  }

  @Test func `a stranger does not take over an identity by naming it`() async throws {
    let world = try await IdentityWorld()
    let victim = try await world.user(world.amazon("ann"))
    try await world.service.commit(victim, [patch("a", "1")])
    let eve = world.facebook("eve")
    _ = try await world.id(eve)
    for logins in [eve, world.amazon("eve")] {
      for error in [
        await refusal { try await world.credentials(victim.identity, logins) },
        await refusal { try await world.openIDToken(victim.identity, logins) },
      ] { #expect(error?.code == .notAuthorized) }
    }
    #expect(try await world.service.list(victim).records.count == 1)
  }

  @Test(arguments: [true, false])
  func `a token made by somebody else is none of ours`(isUnsigned: Bool) async throws {
    let world = try await IdentityWorld()
    let guest = try await world.id()
    let token = try await world.openIDToken(guest).token
    let victim = try await world.id(world.amazon("ann"))
    let parts = token.split(separator: ".")
    let claims = try #require(Base64URL.decode(parts[1]))
    let forgedClaims = String(decoding: claims, as: UTF8.self)
      .replacing(guest.rawValue, with: victim.rawValue)
      .replacing("unauthenticated", with: "authenticated")
    let header = isUnsigned ? Base64URL.encode(Array(#"{"alg":"none"}"#.utf8)) : String(parts[0])
    let forged =
      "\(header).\(Base64URL.encode(Array(forgedClaims.utf8)))."
      + (isUnsigned ? "" : String(parts[2]))
    let error = await refusal {
      try await world.credentials(victim, ["cognito-identity.amazonaws.com": forged])
    }
    #expect(error?.code == .notAuthorized)
    #expect(error?.message.hasPrefix("Invalid login token.") == true)
  }

  @Test func `credentials of one identity do not speak for its heir`() async throws {
    let world = try await IdentityWorld()
    let parent = try await world.user(world.amazon("ann"))
    let guest = try await world.user()
    _ = try await world.credentials(guest.identity, world.amazon("ann"))
    var disguised = parent
    disguised.credentials = guest.credentials
    let error = await refusal { [disguised] in try await world.service.list(disguised) }
    #expect(error?.code == .notAuthorized)
  }
}
