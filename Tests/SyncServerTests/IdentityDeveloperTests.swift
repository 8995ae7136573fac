import CognitoWire
import HTTPTypes
import IdentityCore
import SyncCore
import Testing

/// Users whom the pool owner's backend vouches for, cognito-sync.md 3.6.
@Suite struct IdentityDeveloperTests {
  private func lookUp(
    _ world: IdentityWorld, _ identity: IdentityID?, _ user: String?, size: Int? = nil,
    next: String? = nil
  ) async throws -> DeveloperUsersPage {
    try await world.service.call(
      LookupDeveloperIdentity.self,
      LookupDeveloperIdentity.Input(
        pool: world.pool, identity: identity, user: user, pageSize: size, nextToken: next),
      as: TestService.developer)
  }

  @Test func `I-026 a token for a user of the backend, by all rows of the table`() async throws {
    let world = try await IdentityWorld()
    let new = try await world.developerToken("ann").identity
    #expect(try await world.developerToken("ann").identity == new)
    let guest = try await world.id()
    #expect(try await world.developerToken("bob", for: guest).identity == guest)
    #expect(try await world.developerToken("bob", for: guest).identity == guest)
    let error = await refusal { try await world.developerToken("ann", for: guest) }
    #expect(error?.code == .developerUserAlreadyRegistered)
  }

  @Test func `I-027 a token for a backend lives fifteen minutes, or as asked`() async throws {
    let world = try await IdentityWorld()
    for (asked, expected) in [(nil, 900), (1, 1), (86_400, 86_400)] as [(Int?, Int64)] {
      let claims = try await world.developerToken("ann", duration: asked).claims
      #expect(claims["exp"] == .integer(1_800_000_000 + expected))
    }
    for asked in [0, 86_401] {
      let error = await refusal { try await world.developerToken("ann", duration: asked) }
      #expect(error?.code == .validation)
    }
  }

  @Test func `I-028 a backend's token opens its identity and no other`() async throws {
    let world = try await IdentityWorld()
    let token = try await world.developerToken("ann")
    let logins = ["cognito-identity.amazonaws.com": token.token]
    let ann = try await world.credentials(token.identity, logins)
    #expect(ann.identity == token.identity)
    try await world.service.commit(ann, [patch("a", "1")])
    for other in [try await world.id(), try await world.developerToken("bob").identity] {
      let error = await refusal { try await world.credentials(other, logins) }
      #expect(error?.code == .notAuthorized)
    }
    world.service.clock.advance(bySeconds: 900)
    let error = await refusal { try await world.credentials(token.identity, logins) }
    #expect(error?.code == .notAuthorized)
    #expect(error?.message.hasPrefix("Invalid login token. Token expired: ") == true)
  }

  @Test func `the user's id is no login`() async throws {
    let world = try await IdentityWorld()
    let identity = try await world.developerToken("ann").identity
    let error = await refusal {
      try await world.credentials(identity, [IdentityWorld.backend: "ann"])
    }
    #expect(error?.code == .notAuthorized)
  }

  @Test func `exactly one user of the backend has to be named`() async throws {
    let world = try await IdentityWorld()
    for logins in [[:], world.amazon("ann"), ["other.backend": "ann"]] {
      let error = await refusal {
        try await world.service.call(
          GetOpenIDTokenForDeveloperIdentity.self,
          GetOpenIDTokenForDeveloperIdentity.Input(pool: world.pool, logins: logins),
          as: TestService.developer)
      }
      #expect(error?.code == .invalidParameter)
    }
  }

  @Test func `a public login in the same call is linked or merged`() async throws {
    let world = try await IdentityWorld()
    let owner = try await world.id(world.amazon("ann"))
    #expect(try await world.developerToken("ann", logins: world.amazon("ann")).identity == owner)
    #expect(try await world.developerToken("ann").identity == owner)
    let error = await refusal {
      try await world.developerToken("bob", logins: world.amazon("bad"))
    }
    #expect(error?.code == .notAuthorized)
  }

  @Test func `I-029 the destination takes over the source`() async throws {
    let world = try await IdentityWorld()
    let source = try await world.developerToken("old")
    let held = try await world.credentials(
      source.identity, ["cognito-identity.amazonaws.com": source.token])
    try await world.service.commit(held, [patch("a", "1")])
    let destination = try await world.developerToken("new").identity
    func merge(_ from: String, _ to: String) async throws -> IdentityID {
      try await world.service.call(
        MergeDeveloperIdentities.self,
        MergeDeveloperIdentities.Input(
          source: from, destination: to, provider: IdentityWorld.backend, pool: world.pool),
        as: TestService.developer)
    }
    #expect(try await merge("old", "new") == destination)
    #expect(try await merge("old", "new") == destination)
    #expect(try await world.developerToken("old").identity == destination)
    let error = await refusal { try await world.service.list(held) }
    #expect(error?.code == .notAuthorized)
    let token = try await world.developerToken("new").token
    let heir = try await world.credentials(
      destination, ["cognito-identity.amazonaws.com": token])
    #expect(
      try await world.service.list(heir, "prefs.\(source.identity)").records.map(\.value)
        == ["1"])

    _ = try await world.developerToken("a", logins: world.facebook("1"))
    _ = try await world.developerToken("b", logins: world.facebook("2"))
    let conflict = await refusal { try await merge("a", "b") }
    #expect(conflict?.code == .resourceConflict)
    let unknown = await refusal { try await merge("nobody", "new") }
    #expect(unknown?.code == .resourceNotFound)
  }

  @Test func `I-030 users and identities find each other`() async throws {
    let world = try await IdentityWorld()
    let ann = try await world.developerToken("ann").identity
    let bob = try await world.developerToken("bob").identity
    #expect(try await lookUp(world, ann, nil).users == ["ann"])
    #expect(try await lookUp(world, nil, "ann").identity == ann)
    #expect(try await lookUp(world, ann, "ann").users == ["ann"])
    let mismatch = await refusal { try await lookUp(world, bob, "ann") }
    #expect(mismatch?.code == .resourceConflict)
    let nothing = await refusal { try await lookUp(world, nil, nil) }
    #expect(nothing?.code == .invalidParameter)
    let nobody = await refusal { try await lookUp(world, nil, "nobody") }
    #expect(nobody?.code == .resourceNotFound)
  }

  @Test func `the users of an identity come page by page`() async throws {
    let world = try await IdentityWorld()
    let identity = try await world.developerToken("user 0").identity
    for number in 1..<12 {
      _ = try await world.developerToken("user \(number)", for: identity)
    }
    var users = try await lookUp(world, identity, nil)
    #expect(users.users.count == 10)
    users = try await lookUp(world, identity, nil, next: users.nextToken)
    #expect(users.users.count == 2)
    #expect(users.nextToken == nil)
    let error = await refusal { try await lookUp(world, identity, nil, next: "x") }
    #expect(error?.code == .invalidParameter)
  }

  @Test func `an unlinked user of the backend is somebody new`() async throws {
    let world = try await IdentityWorld()
    let identity = try await world.developerToken("ann").identity
    let bob = try await world.developerToken("bob").identity
    func unlink(_ user: String, _ identity: IdentityID) async throws {
      _ = try await world.service.call(
        UnlinkDeveloperIdentity.self,
        UnlinkDeveloperIdentity.Input(
          identity: identity, pool: world.pool, provider: IdentityWorld.backend, user: user),
        as: TestService.developer)
    }
    let mismatch = await refusal { try await unlink("ann", bob) }
    #expect(mismatch?.code == .resourceConflict)
    let nobody = await refusal { try await unlink("nobody", identity) }
    #expect(nobody?.code == .resourceNotFound)
    try await unlink("ann", identity)
    #expect(try await world.developerToken("ann").identity != identity)
    let error = await refusal { try await world.credentials(identity) }
    #expect(error?.code == .notAuthorized)
  }

  @Test(arguments: [
    "GetOpenIdTokenForDeveloperIdentity", "LookupDeveloperIdentity", "MergeDeveloperIdentities",
    "UnlinkDeveloperIdentity", "GetPrincipalTagAttributeMap", "SetPrincipalTagAttributeMap",
    "TagResource", "UntagResource", "ListTagsForResource", "SetIdentityPoolRoles",
    "GetIdentityPoolRoles", "DeleteIdentities", "DescribeIdentity", "ListIdentities",
    "ListIdentityPools", "CreateIdentityPool", "UpdateIdentityPool", "DeleteIdentityPool",
    "DescribeIdentityPool",
  ])
  func `I-002 nobody does unsigned what needs the owner`(operation: String) async throws {
    let service = try await TestService()
    let reply = try await service.send(
      .post, "/", "{}", fields: [("X-Amz-Target", "AWSCognitoIdentityService.\(operation)")])
    #expect(reply.status == 403)
    #expect(reply.error.code == .missingAuthenticationToken)
    #expect(reply.text("__type") == "MissingAuthenticationTokenException")
  }
}
