import CognitoWire
import HTTPTypes
import IdentityCore
import ServerStorage
import SyncCore
import Testing

/// The identity service's own OpenID tokens, cognito-sync.md 3.7.
@Suite struct IdentityTokenTests {
  @Test func `I-024 a token says whose it is, and for ten minutes`() async throws {
    let world = try await IdentityWorld()
    let guest = try await world.id()
    let token = try await world.openIDToken(guest)
    #expect(token.identity == guest)
    #expect(token.header.text("alg") == "RS512")
    #expect(token.header.text("typ") == "JWS")
    #expect(token.header.text("kid")?.wholeMatch(of: /us-east-1\d{10}/) != nil)
    let claims = token.claims
    #expect(claims.text("iss") == "http://localhost/identity")
    #expect(claims.text("sub") == guest.rawValue)
    #expect(claims.text("aud") == world.pool.rawValue)
    #expect(claims["iat"] == .integer(1_800_000_000))
    #expect(claims["exp"] == .integer(1_800_000_600))
    #expect(
      claims.text("https://cognito-identity.amazonaws.com/identity-pool-arn")
        == "arn:aws:cognito-identity:us-east-1:123456789012:identitypool/\(world.pool)")
    #expect(claims["https://aws.amazon.com/tags"] == nil)
  }

  @Test func `I-025 a token says how its bearer signed in`() async throws {
    let world = try await IdentityWorld()
    let guest = try await world.openIDToken(try await world.id())
    #expect(guest.claims["amr"] == .array([.string("unauthenticated")]))
    let logins = try await world.openID("ann")
    let member = try await world.openIDToken(try await world.id(logins), logins)
    #expect(
      member.claims["amr"] == .array([.string("authenticated"), .string(StubProviders.openID)]))
    let backend = try await world.developerToken("bob")
    #expect(
      backend.claims["amr"]
        == .array([
          .string("authenticated"), .string(IdentityWorld.backend),
          .string("\(IdentityWorld.backend):us-east-1:\(world.pool):bob"),
        ]))
  }

  @Test func `discovery leads to the key that signed`() async throws {
    let world = try await IdentityWorld()
    let token = try await world.openIDToken(try await world.id())
    let discovery = try await world.service.send(.get, "/identity/.well-known/openid-configuration")
    #expect(discovery.text("issuer") == token.claims.text("iss"))
    #expect(discovery.text("jwks_uri") == "http://localhost/identity/.well-known/jwks.json")
    let keys = try await world.service.send(.get, "/identity/.well-known/jwks.json")
    guard case .array(let found) = keys.json["keys"] else { return #expect(Bool(false)) }
    #expect(found.count == 1)
    #expect(found[0].text("kid") == token.header.text("kid"))
    #expect(found[0].names == ["alg", "e", "kid", "kty", "n", "use"])
    // The built-in accounts have a place and keys of their own.
    let accounts = try await world.service.send(.get, "/.well-known/jwks.json")
    #expect(accounts.body != keys.body)
  }

  @Test func `a key signs for ninety days and verifies for two more`() async throws {
    let world = try await IdentityWorld()
    let guest = try await world.id()
    let first = try await world.openIDToken(guest).header.text("kid")
    func keyCount() async throws -> Int {
      let reply = try await world.service.send(.get, "/identity/.well-known/jwks.json")
      guard case .array(let keys) = reply.json["keys"] else { return 0 }
      return keys.count
    }
    world.service.clock.advance(bySeconds: 91 * 86_400)
    let token = try await world.openIDToken(guest)
    #expect(token.header.text("kid") != first)
    #expect(try await keyCount() == 2)
    _ = try await world.credentials(guest, ["cognito-identity.amazonaws.com": token.token])
    world.service.clock.advance(bySeconds: 3 * 86_400)
    _ = try await world.openIDToken(guest)
    #expect(try await keyCount() == 1)
  }

  @Test func `I-041 the basic flow can be switched off`() async throws {
    let closed = try await IdentityWorld(allowsClassicFlow: false)
    let guest = try await closed.id()
    let error = await refusal { try await closed.openIDToken(guest) }
    #expect(error?.code == .invalidParameter)
    #expect(
      error?.message == "Basic (classic) flow is not enabled, please use enhanced flow.")
    _ = try await closed.credentials(guest)
  }

  @Test func `I-041 the basic flow does not go with role mappings`() async throws {
    let world = try await IdentityWorld()
    let guest = try await world.id()
    _ = try await world.openIDToken(guest)
    var roles = try await world.service.store.roles(of: world.pool)
    roles.mappings = [StubProviders.amazon: RoleMapping(source: .token, fallback: .deny)]
    try await world.setRoles(roles)
    let error = await refusal { try await world.openIDToken(guest) }
    #expect(error?.code == .invalidParameter)
    #expect(
      error?.message
        == "Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.")
  }

  @Test func `a guest's own token is a login as good as none`() async throws {
    let world = try await IdentityWorld()
    let guest = try await world.id()
    let token = try await world.openIDToken(guest).token
    for key in ["cognito-identity.amazonaws.com", "cognito-identity.cn-north-1.amazonaws.com.cn"] {
      #expect(try await world.credentials(guest, [key: token]).identity == guest)
      #expect(try await world.openIDToken(guest, [key: token]).identity == guest)
      #expect(try await world.id([key: token]) == guest)
    }
    let other = try await world.id()
    let error = await refusal {
      try await world.credentials(other, ["cognito-identity.amazonaws.com": token])
    }
    #expect(error?.code == .notAuthorized)
  }

  @Test func `a guest's own token and a login make a member`() async throws {
    let world = try await IdentityWorld()
    let guest = try await world.id()
    let token = try await world.openIDToken(guest).token
    let logins = world.amazon("ann").merging(["cognito-identity.amazonaws.com": token]) { $1 }
    #expect(try await world.credentials(guest, logins).identity == guest)
    #expect(try await world.id(world.amazon("ann")) == guest)
    // What proved a guest proves nothing about the member.
    let error = await refusal {
      try await world.credentials(guest, ["cognito-identity.amazonaws.com": token])
    }
    #expect(error?.code == .notAuthorized)
    #expect(error?.message == "Access to Identity '\(guest)' is forbidden.")
  }
}
