import IdentityCore
import ServerStorage
import SyncCore

extension StoreHistory {
  mutating func pool() -> IdentityPool {
    guard let id = IdentityPoolID.random(region: "us-east-1", using: &generator) else {
      preconditionFailure("The region is valid.")
    }
    let taken = draw(2) == 0 ? pools.first : formerPools.last
    let issuer = pick(["one", "two", "three"])
    return IdentityPool(
      id: draw(6) == 0 ? taken ?? id : id,
      configuration: IdentityPoolConfiguration(
        name: "Pool", allowsGuests: pools.isEmpty, allowsClassicFlow: draw(2) == 0 ? nil : true,
        supportedLoginProviders: ["fb": "1", "google": "2"],
        developerProviderName: draw(2) == 0 ? nil : "dev",
        openIDConnectProviderARNs: ["arn:aws:iam::0:oidc-provider/\(issuer)"],
        userPoolClients: [UserPoolClient(providerName: "pool", clientID: "c")],
        samlProviderARNs: ["arn:saml"], tags: ["b": "2", "a": "1"]))
  }

  mutating func otherPool() -> PoolOperation {
    let id = draw(12) == 0 ? formerPools.last ?? pools[0] : draw(6) == 0 ? pick(pools) : pools[0]
    return switch draw(14) {
    case 0: .create(pool())
    case 1: .pool(id)
    case 2: .list(after: draw(2) == 0 ? nil : id, limit: 1 + draw(3))
    case 3: .change(id, change())
    case 4: draw(9) == 0 ? .delete(pick(pools)) : .settings(id)
    case 5: .gamePool(pool())
    case 6: .setTrigger(draw(2) == 0 ? nil : "arn:trigger", id)
    case 7, 8: .beginBulkPublish(id, at: now)
    case 9: .endBulkPublish(id, details())
    case 10: .unfinishedBulkPublishes
    default: .configure(id, draw(3) == 0 ? nil : push(), draw(3) == 0 ? nil : streams())
    }
  }

  private mutating func change() -> PoolChange {
    switch draw(4) {
    case 0: .addTags(["a": "\(draw(3))", "b": "\(draw(3))"])
    case 1: .addTags(Dictionary(uniqueKeysWithValues: (0..<25).map { ("\(draw(9))-\($0)", "") }))
    case 2: .removeTags(["a", "c"])
    default: .configuration(pool().configuration)
    }
  }

  static let push = PushSync(
    applicationARNs: ["arn:aws:sns:r:0:app/APNS/a", "arn:aws:sns:r:0:app/GCM/b", "arn:odd"])

  private mutating func push() -> PushSync {
    guard draw(7) > 0 else { return PushSync() }
    let count = draw(3) == 0 ? draw(4) : 3
    return PushSync(
      applicationARNs: Array(Self.push.applicationARNs.prefix(count)),
      roleARN: draw(2) == 0 ? nil : "arn:role")
  }

  mutating func streams() -> CognitoStreams {
    CognitoStreams(
      streamName: draw(3) == 0 ? nil : "stream", roleARN: draw(3) == 0 ? nil : "arn:role",
      status: draw(3) > 0 ? .enabled : draw(2) == 0 ? .disabled : nil)
  }

  private mutating func details() -> BulkPublishDetails {
    guard draw(3) == 0 else {
      return BulkPublishDetails(
        status: .failed, started: now, failureMessage: draw(2) == 0 ? nil : "No stream.")
    }
    return BulkPublishDetails(
      status: .succeeded, started: now,
      completed: Timestamp(milliseconds: clock - Int64(draw(2)) * 86_400_000))
  }

  private mutating func mappings(_ role: String) -> [String: RoleMapping] {
    let rules = (0..<draw(4)).map { _ in
      MappingRule(
        claim: pick(["sub", "\u{e9}\u{0}"]), match: pick(MappingRule.Match.allCases),
        value: "v\(draw(9))", role: role)
    }
    let fallback = draw(2) == 0 ? nil : pick(RoleMapping.Fallback.allCases)
    return ["fb", "one:client", "e\u{301}"].prefix(draw(4)).reduce(into: [:]) { mappings, key in
      mappings[key] = RoleMapping(source: draw(2) == 0 ? .token : .rules(rules), fallback: fallback)
    }
  }

  mutating func role() -> RoleOperation {
    let name = pick(["one", "two"])
    let arn = "arn:aws:iam::000000000000:role/\(name)"
    return switch draw(6) {
    case 0: .role(name)
    case 1: .roles
    case 2: .save(Role(name: name, trustPolicy: pick(["a", "b"]), permissionPolicy: "c"))
    case 3: .rolesOfPool(pick(pools))
    case 4:
      .setRoles(
        PoolRoles(
          authenticated: draw(2) == 0 ? nil : arn, unauthenticated: arn, mappings: mappings(arn)),
        pick(pools))
    default: .makeDefaults
    }
  }
}
