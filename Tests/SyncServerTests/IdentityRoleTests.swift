import CognitoWire
import HTTPTypes
import IdentityCore
import ServerStorage
import SyncCore
import Testing

/// Which role a session takes on, and its tags, cognito-sync.md 3.8.
@Suite struct IdentityRoleTests {
  private static let configurationMessage =
    "Invalid identity pool configuration. Check assigned IAM roles for this pool."

  /// Returns the name of the role under which a caller is refused what no role allows.
  private func role(of caller: Guest, in world: IdentityWorld) async throws -> String? {
    let error = await refusal {
      try await world.service.call(DescribeIdentityPool.self, world.pool, as: caller.credentials)
    }
    #expect(error?.code == .accessDenied)
    return error?.message.firstMatch(of: /assumed-role\/([^\/]+)\//).map { String($0.1) }
  }

  private func rule(
    _ claim: String, _ match: MappingRule.Match, _ value: String, _ role: String
  ) -> MappingRule {
    MappingRule(claim: claim, match: match, value: value, role: role)
  }

  @Test(arguments: [true, false])
  func `I-034 a missing role, or one that does not trust, is the owner's mistake`(
    isMissing: Bool
  ) async throws {
    let world = try await IdentityWorld()
    let guest = try await world.id()
    let deaf = try await world.makeRole(
      "Deaf",
      trust: #"{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRoleWithWebIdentity"}"#)
    for arn in isMissing
      ? [nil, "arn:aws:iam::123456789012:role/Nobody", "arn:aws:iam::999999999999:role/Deaf"]
      : [deaf]
    {
      try await world.setRoles(PoolRoles(unauthenticated: arn))
      let error = await refusal { try await world.credentials(guest) }
      #expect(error?.code == .invalidIdentityPoolConfiguration)
      #expect(error?.message == Self.configurationMessage)
    }
  }

  @Test func `I-035 the first rule that matches decides`() async throws {
    let world = try await IdentityWorld()
    var arns: [String] = []
    for name in ["Plain", "Gold", "Staff"] {
      arns.append(try await world.makeRole(name, allowing: statement()))
    }
    let rules = [
      rule("level", .equals, "gold", arns[1]), rule("level", .startsWith, "go", arns[2]),
      rule("team", .notEqual, "none", arns[2]),
    ]
    func map(_ fallback: RoleMapping.Fallback) async throws {
      try await world.setRoles(
        PoolRoles(
          authenticated: arns[0],
          mappings: [
            StubProviders.amazon: RoleMapping(source: .rules(rules), fallback: fallback)
          ]))
    }
    try await map(.deny)
    world.providers.setClaims([JSONMember("level", .string("gold"))], of: "ann")
    world.providers.setClaims([JSONMember("level", .string("gone"))], of: "bob")
    world.providers.setClaims([JSONMember("team", .string("red"))], of: "cid")
    for (user, name) in [("ann", "Gold"), ("bob", "Staff"), ("cid", "Staff")] {
      let caller = try await world.user(world.amazon(user))
      #expect(try await role(of: caller, in: world) == name)
    }
    // No rule matches: `team` is missing, which is not the same as another value.
    let denied = await refusal { try await world.user(world.amazon("dan")) }
    #expect(denied?.code == .notAuthorized)
    try await map(.authenticatedRole)
    let dan = try await world.user(world.amazon("dan"))
    #expect(try await role(of: dan, in: world) == "Plain")
  }

  @Test func `I-036 the token names the role, and a custom one has to be among its roles`()
    async throws
  {
    let world = try await IdentityWorld()
    var arns: [String] = []
    for name in ["Plain", "One", "Two", "Three"] {
      arns.append(try await world.makeRole(name, allowing: statement()))
    }
    try await world.setRoles(
      PoolRoles(
        authenticated: arns[0],
        mappings: [StubProviders.amazon: RoleMapping(source: .token, fallback: .deny)]))
    world.providers.setClaims(
      [
        JSONMember("cognito:preferred_role", .string(arns[1])),
        JSONMember("cognito:roles", .string("\(arns[1]),\(arns[2])")),
      ], of: "ann")
    let logins = world.amazon("ann")
    let identity = try await world.id(logins)
    let preferred = try await world.credentials(identity, logins)
    #expect(try await role(of: preferred, in: world) == "One")
    let custom = try await world.credentials(identity, logins, role: arns[2])
    #expect(try await role(of: custom, in: world) == "Two")
    for foreign in [arns[0], arns[3]] {
      let error = await refusal {
        try await world.credentials(identity, logins, role: foreign)
      }
      #expect(error?.code == .notAuthorized)
    }
  }

  @Test func `mapped claims become tags that policies see`() async throws {
    let world = try await IdentityWorld()
    let trust = #"""
      {"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},
       "Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"],
       "Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"\#(world.pool)"}}}
      """#
    let own = statement(
      on: "arn:aws:cognito-sync:*:*:identitypool/*/identity/*/dataset/${aws:PrincipalTag/team}")
    let role = try await world.makeRole("Teams", trust: trust, allowing: own)
    try await world.setRoles(PoolRoles(authenticated: role))
    let place = GetPrincipalTagAttributeMap.Input(
      pool: world.pool, provider: StubProviders.amazon)
    let output = GetPrincipalTagAttributeMap.Output(
      place, map: PrincipalTagMap(tags: ["team": "group"]))
    #expect(
      try await world.service.call(
        SetPrincipalTagAttributeMap.self, output, as: TestService.developer) == output)
    #expect(
      try await world.service.call(
        GetPrincipalTagAttributeMap.self, place, as: TestService.developer) == output)
    world.providers.setClaims([JSONMember("group", .string("red"))], of: "ann")
    let ann = try await world.user(world.amazon("ann"))
    try await world.service.commit(ann, "red", [patch("a", "1")])
    let error = await refusal { try await world.service.list(ann, "blue") }
    #expect(error?.code == .accessDenied)
  }

  @Test(arguments: [false, true])
  func `a fresh pool's roles take tags, and so do those made before there were any`(
    isOlder: Bool
  ) async throws {
    let store = MemoryServerStore()
    var world = try await IdentityWorld(store: store)
    let pool = try await store.pool(world.pool)
    let role = DefaultRoles(for: pool, account: "123456789012").authenticated
    _ = try await world.service.call(
      UpdateRole.self,
      UpdateRole.Input(
        name: role.name,
        trustPolicy: isOlder
          ? role.trustPolicy.replacing(
            #"["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]"#,
            with: #""sts:AssumeRoleWithWebIdentity""#) : nil,
        permissionPolicy: #"{"Version":"2012-10-17","Statement":["#
          + statement(if: #"{"StringEquals":{"aws:PrincipalTag/team":"red"}}"#) + "]}"),
      as: TestService.developer)
    let place = GetPrincipalTagAttributeMap.Input(
      pool: world.pool, provider: StubProviders.amazon)
    _ = try await world.service.call(
      SetPrincipalTagAttributeMap.self,
      GetPrincipalTagAttributeMap.Output(place, map: PrincipalTagMap(tags: ["team": "group"])),
      as: TestService.developer)
    for (name, group) in [("ann", "red"), ("bob", "blue")] {
      world.providers.setClaims([JSONMember("group", .string(group))], of: name)
    }
    if isOlder {
      let error = await refusal { [world] in try await world.user(world.amazon("ann")) }
      #expect(error?.code == .invalidIdentityPoolConfiguration)
      world = try await world.restarted(on: store)
    }
    try await world.service.commit(try await world.user(world.amazon("ann")), [patch("a", "1")])
    let bob = try await world.user(world.amazon("bob"))
    let error = await refusal { [world] in try await world.service.list(bob) }
    #expect(error?.code == .accessDenied)
  }

  @Test func `tags need a role that trusts them`() async throws {
    let world = try await IdentityWorld()
    let map = GetPrincipalTagAttributeMap.Output(
      GetPrincipalTagAttributeMap.Input(pool: world.pool, provider: StubProviders.amazon),
      map: PrincipalTagMap(usesDefaults: true))
    _ = try await world.service.call(
      SetPrincipalTagAttributeMap.self, map, as: TestService.developer)
    try await world.setRoles(PoolRoles(authenticated: try await world.makeRole("Plain")))
    let error = await refusal { try await world.user(world.amazon("ann")) }
    #expect(error?.code == .invalidIdentityPoolConfiguration)
  }

  @Test func `a backend's tags travel in its token into the session`() async throws {
    let world = try await IdentityWorld()
    let trust = #"""
      {"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},
       "Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"],
       "Condition":{"StringEquals":{"aws:RequestTag/team":"red"}}}
      """#
    let role = try await world.makeRole("Teams", trust: trust)
    try await world.setRoles(PoolRoles(authenticated: role))
    for (team, isTrusted) in [("red", true), ("blue", false)] {
      let token = try await world.developerToken("ann", tags: ["team": team])
      let error = await refusal {
        try await world.credentials(
          token.identity, ["cognito-identity.amazonaws.com": token.token])
      }
      #expect((error == nil) == isTrusted)
      let reply = try await world.assume(role, token.token)
      #expect(reply.status == (isTrusted ? 200 : 403))
    }
  }

  @Test func `a tag map belongs to a provider of the pool and keeps the limits`() async throws {
    let world = try await IdentityWorld()
    func set(_ provider: String, _ map: PrincipalTagMap) async throws {
      _ = try await world.service.call(
        SetPrincipalTagAttributeMap.self,
        GetPrincipalTagAttributeMap.Output(
          GetPrincipalTagAttributeMap.Input(pool: world.pool, provider: provider), map: map),
        as: TestService.developer)
    }
    let unknown = await refusal { try await set("example.org", PrincipalTagMap()) }
    #expect(unknown?.code == .resourceNotFound)
    let long = PrincipalTagMap(
      tags: ["a": String(repeating: "x", count: 256), "b": String(repeating: "y", count: 256)])
    let error = await refusal { try await set(StubProviders.amazon, long) }
    #expect(error?.code == .invalidParameter)
  }

  @Test(arguments: [false, true])
  func `labels that are changed at the same time are all changed`(isOnDisk: Bool) async throws {
    try await withStore(isOnDisk) { store in
      let world = try await IdentityWorld(store: store)
      let arn = IdentityPoolARN(region: "us-east-1", account: "123456789012", pool: world.pool)
      let owner = TestService.developer
      let before = Dictionary(uniqueKeysWithValues: (0..<20).map { ("old\($0)", "") })
      _ = try await world.service.call(
        TagResource.self, TagResource.Input(resource: arn, tags: before), as: owner)
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        for number in 0..<20 {
          tasks.addTask {
            _ = try await world.service.call(
              TagResource.self,
              TagResource.Input(resource: arn, tags: ["new\(number)": ""]), as: owner)
          }
          tasks.addTask {
            _ = try await world.service.call(
              UntagResource.self, UntagResource.Input(resource: arn, keys: ["old\(number)"]),
              as: owner)
          }
        }
        try await tasks.waitForAll()
      }
      let tags = try await world.service.call(ListTagsForResource.self, arn, as: owner)
      #expect(Set(tags.keys) == Set((0..<20).map { "new\($0)" }))
    }
  }

  @Test func `labels of a pool are added, replaced, listed and taken off`() async throws {
    let world = try await IdentityWorld()
    let arn = IdentityPoolARN(region: "us-east-1", account: "123456789012", pool: world.pool)
    func tags() async throws -> [String: String] {
      try await world.service.call(ListTagsForResource.self, arn, as: TestService.developer)
    }
    func add(_ tags: [String: String]) async throws {
      _ = try await world.service.call(
        TagResource.self, TagResource.Input(resource: arn, tags: tags), as: TestService.developer)
    }
    try await add(["a": "1", "b": "2"])
    try await add(["b": "3"])
    #expect(try await tags() == ["a": "1", "b": "3"])
    _ = try await world.service.call(
      UntagResource.self, UntagResource.Input(resource: arn, keys: ["a", "z"]),
      as: TestService.developer)
    #expect(try await tags() == ["b": "3"])
    let many = Dictionary(uniqueKeysWithValues: (0..<50).map { ("k\($0)", "") })
    let error = await refusal { try await add(many) }
    #expect(error?.code == .invalidParameter)
    for stranger in [
      IdentityPoolARN(region: "eu-west-1", account: "123456789012", pool: world.pool),
      IdentityPoolARN(region: "us-east-1", account: "999999999999", pool: world.pool),
    ] {
      let error = await refusal {
        try await world.service.call(
          ListTagsForResource.self, stranger, as: TestService.developer)
      }
      #expect(error?.code == .resourceNotFound)
    }
  }
}
