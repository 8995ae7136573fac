import CognitoWire
import HTTPTypes
import IdentityCore
import ServerStorage
import SyncCore
import SyncServer
import Testing

/// The basic flow, cognito-sync.md 3.7 and 3.9.
@Suite struct STSTests {
  private func guestRole(_ world: IdentityWorld) async throws -> String {
    try #require(try await world.service.store.roles(of: world.pool).unauthenticated)
  }

  private func memberRole(_ world: IdentityWorld) async throws -> String {
    try #require(try await world.service.store.roles(of: world.pool).authenticated)
  }

  @Test(arguments: [HTTPRequest.Method.post, .get])
  func `I-038 a token becomes credentials`(method: HTTPRequest.Method) async throws {
    let world = try await IdentityWorld()
    let guest = try await world.id()
    let role = try await guestRole(world)
    let reply = try await world.assume(
      role, try await world.openIDToken(guest).token, method: method)
    #expect(reply.status == 200)
    #expect(reply.field("Content-Type") == "text/xml")
    #expect(
      reply.bodyText.hasPrefix(
        #"<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">"#))
    #expect(reply.element("SubjectFromWebIdentityToken") == guest.rawValue)
    #expect(reply.element("Audience") == world.pool.rawValue)
    #expect(reply.element("Provider") == "cognito-identity.amazonaws.com")
    let name = role.split(separator: "/").last ?? ""
    #expect(
      reply.element("Arn") == "arn:aws:sts::123456789012:assumed-role/\(name)/web-identity")
    #expect(
      reply.element("AssumedRoleId")?.wholeMatch(of: /AROA[A-Z2-7]{17}:web-identity/) != nil)
    #expect(reply.element("AccessKeyId")?.wholeMatch(of: /ASIA[A-Z2-7]{16}/) != nil)
    #expect(reply.element("Expiration") == "2027-01-15T09:00:00Z")
    #expect(reply.element("RequestId") == reply.field("x-amzn-RequestId"))
    let session = try world.session(reply, of: guest)
    try await world.service.commit(session, [patch("a", "1")])
    #expect(try await world.service.list(session).records.map(\.value) == ["1"])
  }

  @Test func `I-037 the basic flow does not scope guests down, but the enhanced one does`()
    async throws
  {
    let world = try await IdentityWorld()
    let guest = try await world.id()
    let role = try await world.makeRole("Wide")
    try await world.setRoles(PoolRoles(unauthenticated: role))
    let wide = try world.session(
      try await world.assume(role, try await world.openIDToken(guest).token), of: guest)
    // `iam` is beyond the list of services; past the policy, the kind of credentials is refused.
    for (caller, code) in [
      (try await world.credentials(guest), WireErrorCode.accessDenied), (wide, .notAuthorized),
    ] {
      let error = await refusal {
        try await world.service.call(ListRoles.self, NoInput(), as: caller.credentials)
      }
      #expect(error?.code == code)
    }
  }

  @Test func `I-039 a role trusts the tokens that its policy names`() async throws {
    let world = try await IdentityWorld()
    let other = try await IdentityWorld()
    let guest = try await world.openIDToken(try await world.id()).token
    let logins = world.amazon("ann")
    let member = try await world.openIDToken(try await world.id(logins), logins).token
    let (guests, members) = (try await guestRole(world), try await memberRole(world))
    #expect(try await world.assume(members, member).status == 200)
    let game = try await world.service.store.roles(of: try await world.service.pool())
    for (role, token) in [
      (members, guest), (guests, member), (try #require(game.unauthenticated), guest),
      ("arn:aws:iam::123456789012:role/Nobody", guest),
      ("arn:aws:iam::999999999999:role/Cognito_Role", guest),
    ] {
      let reply = try await world.assume(role, token)
      #expect(reply.status == 403)
      #expect(reply.element("Code") == "AccessDenied")
      #expect(reply.element("Type") == "Sender")
      #expect(
        reply.element("Message") == "Not authorized to perform sts:AssumeRoleWithWebIdentity")
    }
    _ = other
  }

  @Test func `I-040 an expired token and garbage are told apart`() async throws {
    let world = try await IdentityWorld()
    let role = try await guestRole(world)
    let token = try await world.openIDToken(try await world.id()).token
    let other = try await world.providers.token("ann")
    let signature = try #require(token.lastIndex(of: "."))
    for bad in ["nonsense", "a.b.c", other, token[...signature] + "AAAA", token + "A"] {
      let reply = try await world.assume(role, bad)
      #expect(reply.status == 400)
      #expect(reply.element("Code") == "InvalidIdentityToken")
    }
    world.service.clock.advance(bySeconds: 600)
    let reply = try await world.assume(role, token)
    #expect(reply.status == 400)
    #expect(reply.element("Code") == "ExpiredTokenException")
  }

  @Test func `I-042 credentials live from fifteen minutes to twelve hours`() async throws {
    let world = try await IdentityWorld()
    let role = try await guestRole(world)
    let guest = try await world.id()
    let token = try await world.openIDToken(guest).token
    for seconds in ["899", "43201", "x", ""] {
      let reply = try await world.assume(role, token, changing: ["DurationSeconds": seconds])
      #expect(reply.status == 400)
      #expect(reply.element("Code") == "ValidationError")
    }
    let reply = try await world.assume(role, token, changing: ["DurationSeconds": "900"])
    let session = try world.session(reply, of: guest)
    world.service.clock.advance(bySeconds: 899)
    _ = try await world.service.list(session)
    world.service.clock.advance(bySeconds: 1)
    let error = await refusal { try await world.service.list(session) }
    #expect(error?.code == .expiredToken)
  }

  @Test(
    arguments: [
      ("RoleArn", "short"), ("RoleArn", nil), ("RoleSessionName", "x"), ("RoleSessionName", "a b"),
      ("WebIdentityToken", nil), ("WebIdentityToken", "x"), ("PolicyArns.member.1.arn", "x"),
    ] as [(String, String?)])
  func `a violated constraint is a validation error`(name: String, value: String?) async throws {
    let world = try await IdentityWorld()
    let token = try await world.openIDToken(try await world.id()).token
    let reply = try await world.assume(
      try await guestRole(world), token, changing: [name: value])
    #expect(reply.status == 400)
    #expect(reply.element("Code") == "ValidationError")
    #expect(reply.bodyText.contains(token) == false)
  }

  @Test func `I-053 a session policy narrows the role and widens nothing`() async throws {
    let world = try await IdentityWorld()
    let role = try await guestRole(world)
    let guest = try await world.id()
    let token = try await world.openIDToken(guest).token
    func session(_ statement: String) async throws -> Guest {
      let policy = #"{"Version":"2012-10-17","Statement":[\#(statement)]}"#
      return try world.session(
        try await world.assume(role, token, changing: ["Policy": policy]), of: guest)
    }
    let reader = try await session(statement("Allow", "cognito-sync:ListRecords"))
    let listing = try await world.service.list(reader)
    let error = await refusal {
      try await world.service.commit(reader, [patch("a", "1")], token: listing.sessionToken)
    }
    #expect(error?.code == .accessDenied)
    let greedy = try await session(statement("Allow", "*"))
    let refused = await refusal {
      try await world.service.call(DescribeIdentityPool.self, world.pool, as: greedy.credentials)
    }
    #expect(refused?.code == .accessDenied)
    for (name, value) in [
      ("Policy", "{}"), ("Policy", "no policy"),
      ("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    ] {
      let reply = try await world.assume(role, token, changing: [name: value])
      #expect(reply.status == 400)
      #expect(reply.element("Code") == "MalformedPolicyDocument")
    }
  }

  @Test func `a token of an identity that changed since is taken back`() async throws {
    let world = try await IdentityWorld()
    let role = try await guestRole(world)
    let logins = world.amazon("ann")
    _ = try await world.id(logins)
    let merged = try await world.id()
    let mergedToken = try await world.openIDToken(merged).token
    _ = try await world.credentials(merged, logins)
    let grown = try await world.id()
    let grownToken = try await world.openIDToken(grown).token
    _ = try await world.credentials(grown, world.facebook("1"))
    let deleted = try await world.id()
    let deletedToken = try await world.openIDToken(deleted).token
    _ = try await world.service.call(
      DeleteIdentities.self, [deleted], as: TestService.developer)
    for token in [mergedToken, grownToken, deletedToken] {
      let reply = try await world.assume(role, token)
      #expect(reply.status == 403)
      #expect(reply.element("Code") == "IDPRejectedClaim")
    }
  }

  @Test func `I-041 a backend's token does not get around a basic flow that is off`()
    async throws
  {
    let world = try await IdentityWorld(allowsClassicFlow: false)
    let token = try await world.developerToken("ann").token
    let reply = try await world.assume(try await memberRole(world), token)
    #expect(reply.status == 403)
    #expect(reply.element("Code") == "AccessDenied")
  }

  @Test func `another action and another form of request are refused in XML`() async throws {
    let world = try await IdentityWorld()
    let reply = try await world.assume("", "", changing: ["Action": "GetCallerIdentity"])
    #expect(reply.status == 400)
    #expect(reply.element("Code") == "InvalidAction")
    let large = try await world.service.send(
      .post, "/", "Action=" + String(repeating: "x", count: 200_000),
      fields: [("Content-Type", "application/x-www-form-urlencoded")])
    #expect(large.status == 400)
    #expect(large.element("Code") == "ValidationError")
  }

  @Test func `too many requests are throttled in XML`() async throws {
    var rates = RateLimits.none
    rates.address = Rate(perSecond: 0.1, burst: 1)
    let service = try await TestService(rates: rates)
    let form =
      "Action=AssumeRoleWithWebIdentity&RoleArn=arn:aws:iam::123456789012:role/x"
      + "&RoleSessionName=me&WebIdentityToken=nonsense"
    let type = [("Content-Type", "application/x-www-form-urlencoded")]
    _ = try await service.send(.post, "/", form, fields: type)
    let reply = try await service.send(.post, "/", form, fields: type)
    #expect(reply.status == 400)
    #expect(reply.element("Code") == "Throttling")
    #expect(reply.field("Retry-After") == "10")
  }
}
