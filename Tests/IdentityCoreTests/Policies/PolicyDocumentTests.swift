import IdentityCore
import SyncCore
import Testing

@Suite struct PolicyDocumentTests {
  private let request = PolicyRequest(
    action: "cognito-sync:ListRecords", resources: [resource()], context: .member)

  @Test func `what no statement mentions is not allowed`() throws {
    #expect(PolicyDocument().decision(on: request) == .notMentioned)
    let other = try PolicyDocument(.rule(.allow, "cognito-sync:UpdateRecords"))
    #expect(other.decision(on: request) == .notMentioned)
  }

  @Test func `S-084 a denial wins wherever it stands`() throws {
    let allow = try PolicyStatement.rule()
    let deny = try PolicyStatement.rule(.deny, on: resource("dataset/prefs"))
    for statements in [[allow, deny], [deny, allow]] {
      let document = PolicyDocument(statements: statements)
      #expect(document.decision(on: request) == .denied)
      #expect(document.allows(on: resource("dataset/other")))
      #expect(document.decision(onEvery: request.action) == nil)
    }
  }

  @Test func `all conditions of a statement have to hold`() throws {
    let sub = try PolicyCondition.when("StringEquals", "\(identityKey):sub", identity)
    let aud = try PolicyCondition.when("StringEquals", "\(identityKey):aud", "another")
    #expect(try PolicyDocument(.rule(if: sub)).allows())
    #expect(try !PolicyDocument(.rule(if: sub, aud)).allows())
  }

  @Test func `a statement covers a resource by any of its names`() throws {
    let pools = PolicyRequest(
      action: "cognito-sync:ListIdentityPoolUsage",
      resources: ["*", "arn:aws:cognito-sync:us-east-1:123456789012:identitypool/*"])
    let document = try PolicyDocument(.rule(on: "arn:aws:cognito-sync:*:*:identitypool/*"))
    #expect(document.decision(on: pools) == .allowed)
    #expect(try PolicyDocument(.rule()).decision(on: pools) == .allowed)
    #expect(try PolicyDocument(.rule(on: "arn:aws:s3:::*")).decision(on: pools) == .notMentioned)
  }

  @Test func `a rule about principals is about nobody else`() throws {
    let trust = PolicyDocument(
      PolicyStatement(
        effect: .allow, actions: .including([try ActionPattern("sts:AssumeRoleWithWebIdentity")]),
        principals: [.identityService]))
    var request = PolicyRequest(
      action: "sts:AssumeRoleWithWebIdentity", resources: [], principal: .identityService)
    #expect(trust.decision(on: request) == .allowed)
    request.principal = PolicyPrincipal(kind: "Federated", name: "accounts.example.com")
    #expect(trust.decision(on: request) == .notMentioned)
    request.principal = nil
    #expect(trust.decision(on: request) == .notMentioned)
    #expect(trust.decision(onEvery: "sts:AssumeRoleWithWebIdentity") == nil)
  }

  @Test func `what is decided by the action alone is what is decided with everything`() throws {
    var generator = SmallGenerator(state: 4)
    for _ in 0..<2_000 {
      let document = try randomDocument(using: &generator)
      guard let decision = document.decision(onEvery: request.action) else { continue }
      #expect(document.decision(on: request) == decision)
      var other = request
      other.resources = ["arn:aws:cognito-sync:us-east-1:1:identitypool/x"]
      other.context = PolicyContext()
      #expect(document.decision(on: other) == decision)
    }
  }

  private func randomDocument(
    using generator: inout some RandomNumberGenerator
  ) throws -> PolicyDocument {
    let actions = ["*", "cognito-sync:*", "cognito-sync:ListRecords", "mobileanalytics:*"]
    let resources = ["*", resource(), "arn:aws:cognito-sync:*", "arn:aws:x:::${no:such}"]
    return PolicyDocument(
      statements: try (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        let action = try ActionPattern(actions.randomElement(using: &generator) ?? "*")
        let pattern = try ResourcePattern(resources.randomElement(using: &generator) ?? "*")
        let condition = try PolicyCondition.when("StringEquals", "\(identityKey):aud", pool)
        return PolicyStatement(
          effect: Bool.random(using: &generator) ? .allow : .deny,
          actions: .random(using: &generator) ? .including([action]) : .excluding([action]),
          resources: .random(using: &generator) ? .including([pattern]) : .excluding([pattern]),
          conditions: Int.random(in: 0..<4, using: &generator) == 0 ? [condition] : [])
      })
  }
}

@Suite struct DefaultRolesTests {
  private func pool(_ id: String, _ name: String) throws -> IdentityPool {
    IdentityPool(
      id: try #require(IdentityPoolID(id)),
      configuration: IdentityPoolConfiguration(name: name, allowsGuests: true))
  }

  @Test(arguments: ["Game", "", "A very long name of a pool indeed", "ärger & co", "a/b:c*"])
  func `role names fit the grammar, whatever the pool is called`(name: String) throws {
    let roles = DefaultRoles(
      for: try pool("us-east-1:0a1b2c3d-0000-4000-8000-0123456789ab", name), account: "123456789012"
    )
    for role in roles.roles {
      #expect(role.name.wholeMatch(of: /[A-Za-z0-9+=,.@_-]{1,64}/) != nil)
    }
    #expect(roles.poolRoles.authenticated?.hasPrefix("arn:aws:iam::123456789012:role/") == true)
  }

  @Test func `two pools of one name have roles of their own`() throws {
    let first = DefaultRoles(for: try pool("us-east-1:0a1b", "Game"), account: "1")
    let second = DefaultRoles(for: try pool("us-east-1:0a1c", "Game"), account: "1")
    #expect(Set((first.roles + second.roles).map(\.name)).count == 4)
    #expect(first.authenticated.permissionPolicy == first.unauthenticated.permissionPolicy)
  }

  @Test func `a default role from before there were tags is renewed, a changed one is not`()
    throws
  {
    let roles = DefaultRoles(for: try pool("us-east-1:0a1b", "Game"), account: "1")
    for role in roles.roles {
      #expect(DefaultRoles.renewed(role) == nil)
      var former = role
      former.trustPolicy = role.trustPolicy.replacing(
        #"["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]"#,
        with: #""sts:AssumeRoleWithWebIdentity""#)
      former.permissionPolicy = "edited"
      #expect(former.trustPolicy != role.trustPolicy)
      let renewed = try #require(DefaultRoles.renewed(former))
      #expect(renewed.trustPolicy == role.trustPolicy)
      #expect(renewed.permissionPolicy == "edited")
      var changed = former
      changed.trustPolicy += "\n"
      #expect(DefaultRoles.renewed(changed) == nil)
      changed.trustPolicy = former.trustPolicy.replacing("Allow", with: "Deny")
      #expect(DefaultRoles.renewed(changed) == nil)
    }
    for trust in ["", #""cognito-identity.amazonaws.com:aud""#, #"{"a":"b"}"#] {
      let odd = Role(name: "a", trustPolicy: trust, permissionPolicy: "")
      #expect(DefaultRoles.renewed(odd) == nil)
    }
  }

  @Test func `an ARN gives back the name of a role of the same account`() {
    let arn = RoleName.arn("Player", account: "123456789012")
    #expect(RoleName.name(inARN: arn, account: "123456789012") == "Player")
    #expect(RoleName.name(inARN: arn, account: "999999999999") == nil)
    #expect(RoleName.name(inARN: "arn:aws:iam::123456789012:role/", account: "123456789012") == nil)
  }
}
