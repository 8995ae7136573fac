import IdentityCore
import SyncCore
import Testing

/// What tokens say and who gets them, cognito-sync.md 3.5, 3.7.
@Suite struct TokenRulesTests {
  typealias Make = IdentityFixtures

  private func rules(_ change: (inout IdentityPoolConfiguration) -> Void) throws -> IdentityRules {
    var pool = try Make.rules().pool
    change(&pool.configuration)
    return IdentityRules(pool: pool)
  }

  @Test func `I-025 a guest's token says so, a member's names the providers`() throws {
    let rules = try rules {
      $0.developerProviderName = "dev"
      $0.supportedLoginProviders = ["graph.facebook.com": "1"]
      $0.userPoolClients = [UserPoolClient(providerName: "cognito-idp.x/p", clientID: "c")]
    }
    #expect(rules.methods(of: try Make.identity(1), by: []) == ["unauthenticated"])
    var member = try Make.identity(1)
    member.logins = [
      Login(provider: "graph.facebook.com", user: "f"), Login(provider: "dev", user: "d"),
      Login(provider: "cognito-idp.x/p", user: "u"),
    ]
    let facebook = Login(provider: "graph.facebook.com", user: "f")
    #expect(rules.methods(of: member, by: [facebook]) == ["authenticated", "graph.facebook.com"])
    #expect(
      rules.methods(of: member, by: []) == [
        "authenticated", "cognito-idp.x/p", "cognito-idp.x/p:us-east-1:us-east-1:aa:u", "dev",
        "dev:us-east-1:us-east-1:aa:d", "graph.facebook.com",
      ])
  }

  @Test func `I-041 the basic flow is refused where it is off or roles are mapped`() throws {
    for allowed in [nil, true] {
      let rules = try rules { $0.allowsClassicFlow = allowed }
      #expect(throws: Never.self) { try rules.checkClassicFlow(mapsRoles: false) }
      #expect(throws: IdentityError.classicFlowWithMappings) {
        try rules.checkClassicFlow(mapsRoles: true)
      }
    }
    let off = try rules { $0.allowsClassicFlow = false }
    #expect(throws: IdentityError.classicFlowDisabled) {
      try off.checkClassicFlow(mapsRoles: false)
    }
    #expect(
      IdentityError.classicFlowDisabled.message
        == "Basic (classic) flow is not enabled, please use enhanced flow.")
    #expect(
      IdentityError.classicFlowWithMappings.message
        == "Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.")
  }

  private func authorize(
    _ identity: Identity, requested: IdentityID? = nil, proof: IdentityProof, guests: Bool = true
  ) throws -> IdentityChange {
    try Make.rules(guests: guests).authorize(
      identity, requested: requested ?? identity.id, by: [], proof: proof, owners: [],
      at: Make.now)
  }

  @Test func `I-028 a token of the identity opens it, one of another does not`() throws {
    let member = try Make.identity(1, "dev/me")
    #expect(
      try authorize(
        member, proof: IdentityProof(identity: member.id, isAuthenticated: true), guests: false)
        == Make.unchanged(member))
    #expect(throws: IdentityError.forbidden(member.id)) {
      try authorize(member, proof: IdentityProof(identity: Make.id(2), isAuthenticated: true))
    }
  }

  @Test func `a guest's token opens the guest, and no more once it became a member`() throws {
    let guest = try Make.identity(1)
    let proof = IdentityProof(identity: guest.id, isAuthenticated: false)
    #expect(try authorize(guest, proof: proof) == Make.unchanged(guest))
    #expect(throws: IdentityError.guestsNotAllowed) {
      try authorize(guest, proof: proof, guests: false)
    }
    let member = try Make.identity(1, "fb/a")
    #expect(throws: IdentityError.forbidden(member.id)) { try authorize(member, proof: proof) }
  }

  @Test func `a token from before a merge opens nothing`() throws {
    let parent = try Make.identity(1, "fb/a")
    let merged = try Make.id(2)
    #expect(throws: IdentityError.forbidden(merged)) {
      try authorize(
        parent, requested: merged, proof: IdentityProof(identity: merged, isAuthenticated: true))
    }
  }

  @Test func `a token of a member links further logins`() throws {
    let member = try Make.identity(1, "dev/me")
    let change = try Make.rules().authorize(
      member, requested: member.id, by: Make.logins(["fb/a"]),
      proof: IdentityProof(identity: member.id, isAuthenticated: true), owners: [], at: Make.now)
    #expect(change.identity.logins == Make.logins(["dev/me", "fb/a"]))
  }
}
