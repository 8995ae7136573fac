import IdentityCore
import Testing

/// Which role an identity takes on, cognito-sync.md 3.8.
@Suite struct RoleSelectionTests {
  private func select(
    _ mappings: [String: RoleMapping] = [:], authenticated: Bool = true,
    logins: [String: LoginClaims] = [:], custom: String? = nil
  ) throws -> String {
    try RoleSelection(
      roles: PoolRoles(authenticated: "member", unauthenticated: "guest", mappings: mappings)
    ).role(isAuthenticated: authenticated, logins: logins, customRole: custom)
  }

  private func login(
    client: String? = nil, _ claims: [String: ClaimValue] = [:]
  ) -> LoginClaims {
    LoginClaims(user: "me", client: client, claims: claims)
  }

  private func token(_ fallback: RoleMapping.Fallback = .deny) -> RoleMapping {
    RoleMapping(source: .token, fallback: fallback)
  }

  private func rules(
    _ rules: [MappingRule], _ fallback: RoleMapping.Fallback? = .authenticatedRole
  ) -> RoleMapping {
    RoleMapping(source: .rules(rules), fallback: fallback)
  }

  @Test func `guests and members have a role each`() throws {
    #expect(try select(authenticated: false) == "guest")
    #expect(try select() == "member")
  }

  @Test func `I-034 a pool without roles is the owner's mistake`() {
    let selection = RoleSelection(roles: PoolRoles())
    #expect(throws: IdentityError.rolesNotConfigured) {
      try selection.role(isAuthenticated: false, logins: [:], customRole: nil)
    }
    #expect(throws: IdentityError.rolesNotConfigured) {
      try selection.role(isAuthenticated: true, logins: [:], customRole: nil)
    }
    #expect(IdentityError.rolesNotConfigured.kind == .invalidPoolConfiguration)
    #expect(
      IdentityError.rolesNotConfigured.message
        == "Invalid identity pool configuration. Check assigned IAM roles for this pool.")
  }

  @Test(arguments: [true, false])
  func `a custom role is refused where nothing offers a choice`(authenticated: Bool) throws {
    #expect(throws: IdentityError.roleNotAllowed) {
      try select(authenticated: authenticated, custom: "admin")
    }
    let own = authenticated ? "member" : "guest"
    #expect(try select(authenticated: authenticated, custom: own) == own)
  }

  @Test func `a guest's role does not come from tokens`() throws {
    #expect(throws: IdentityError.roleNotAllowed) {
      try select(
        ["p": token()], authenticated: false,
        logins: ["p": login(["cognito:roles": .text("admin")])], custom: "admin")
    }
  }

  @Test func `I-036 the preferred role of the token is taken`() throws {
    let claims = login(["cognito:preferred_role": .text("b"), "cognito:roles": .text("a,b")])
    #expect(try select(["p": token()], logins: ["p": claims]) == "b")
  }

  @Test(arguments: [ClaimValue.text("a,b, c"), .list([.text("a"), .text("b"), .text("c")])])
  func `I-036 a custom role has to be among the token's roles`(roles: ClaimValue) throws {
    let logins = ["p": login(["cognito:preferred_role": .text("b"), "cognito:roles": roles])]
    for role in ["a", "b", "c"] {
      #expect(try select(["p": token()], logins: logins, custom: role) == role)
    }
    for role in ["d", "a,b", "", "A", "member"] {
      #expect(throws: IdentityError.roleNotAllowed) {
        try select(["p": token(.authenticatedRole)], logins: logins, custom: role)
      }
    }
  }

  @Test func `a token without roles leads where the pool says`() throws {
    #expect(try select(["p": token(.authenticatedRole)], logins: ["p": login()]) == "member")
    #expect(throws: IdentityError.roleAmbiguous) {
      try select(["p": token(.deny)], logins: ["p": login()])
    }
    #expect(throws: IdentityError.roleAmbiguous) {
      try select(["p": rules([], nil)], logins: ["p": login()])
    }
  }

  @Test func `I-035 the first rule that matches decides`() throws {
    let mapping = rules([
      MappingRule(claim: "team", match: .equals, value: "red", role: "r1"),
      MappingRule(claim: "team", match: .startsWith, value: "re", role: "r2"),
      MappingRule(claim: "team", match: .contains, value: "e", role: "r3"),
      MappingRule(claim: "team", match: .notEqual, value: "blue", role: "r4"),
    ])
    let expected = [
      "red": "r1", "reed": "r2", "Red": "r3", "green": "r3", "gold": "r4", "blue": "r3",
    ]
    for (team, role) in expected {
      #expect(try select(["p": mapping], logins: ["p": login(["team": .text(team)])]) == role)
    }
  }

  @Test func `I-035 a missing claim matches nothing, and no match is ambiguous`() throws {
    let rule = MappingRule(claim: "team", match: .notEqual, value: "blue", role: "r")
    #expect(try select(["p": rules([rule])], logins: ["p": login()]) == "member")
    #expect(throws: IdentityError.roleAmbiguous) {
      try select(["p": rules([rule], .deny)], logins: ["p": login()])
    }
    #expect(IdentityError.roleAmbiguous.kind == .notAuthorized)
  }

  @Test(arguments: [
    (ClaimValue.list([.text("x"), .text("red")]), true), (.list([]), false), (.integer(7), true),
    (.flag(true), true), (.number(1.5), true), (.text("other"), false),
  ])
  func `claims of every type are compared as texts`(claim: ClaimValue, matches: Bool) throws {
    let rules = ["red", "7", "true", "1.5"].map {
      MappingRule(claim: "c", match: .equals, value: $0, role: "r")
    }
    let role = try select(["p": self.rules(rules)], logins: ["p": login(["c": claim])])
    #expect(role == (matches ? "r" : "member"))
  }

  @Test func `a custom role has to be one of a matching rule`() throws {
    let mapping = rules([
      MappingRule(claim: "team", match: .equals, value: "red", role: "r1"),
      MappingRule(claim: "team", match: .equals, value: "blue", role: "r2"),
      MappingRule(claim: "team", match: .contains, value: "r", role: "r3"),
    ])
    let logins = ["p": login(["team": .text("red")])]
    #expect(try select(["p": mapping], logins: logins, custom: "r3") == "r3")
    for role in ["r2", "member", "admin"] {
      #expect(throws: IdentityError.roleNotAllowed) {
        try select(["p": mapping], logins: logins, custom: role)
      }
    }
  }

  @Test func `of several logins the first one with a mapping decides`() throws {
    let logins = [
      "c": login(["cognito:preferred_role": .text("of-c")]),
      "b": login(["cognito:preferred_role": .text("of-b")]), "a": login(),
    ]
    #expect(try select(["b": token(), "c": token()], logins: logins) == "of-b")
    #expect(try select(["c": token()], logins: logins) == "of-c")
  }

  @Test(arguments: ["idp.example", "idp.example:app", "arn:aws:iam::1:oidc-provider/idp.example"])
  func `a mapping is found by key, by client and by ARN`(key: String) throws {
    let claims = login(client: "app", ["cognito:preferred_role": .text("r")])
    #expect(try select([key: token()], logins: ["idp.example": claims]) == "r")
    #expect(try select([key: token()], logins: ["other.example": claims]) == "member")
  }

  @Test func `a mapping of another client is not this one's`() throws {
    let claims = login(client: "app", ["cognito:preferred_role": .text("r")])
    #expect(try select(["p:web": token()], logins: ["p": claims]) == "member")
  }

  @Test(arguments: [(0, false), (1, true), (25, true), (26, false)])
  func `a mapping has 1 to 25 rules`(count: Int, isValid: Bool) {
    let rule = MappingRule(claim: "c", match: .equals, value: "v", role: "r")
    let mapping = rules(Array(repeating: rule, count: count))
    #expect(((try? mapping.check()) != nil) == isValid)
    #expect(throws: Never.self) { try token().check() }
  }
}
