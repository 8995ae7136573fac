import IdentityCore
import SyncCore
import Testing

@testable import CognitoWire

extension Fixture {
  static let configuration = IdentityPoolConfiguration(
    name: "Hundred Holds", allowsGuests: true, allowsClassicFlow: false,
    supportedLoginProviders: ["graph.facebook.com": "7346241598935555"],
    developerProviderName: "login.mycompany.app",
    openIDConnectProviderARNs: ["arn:aws:iam::123456789012:oidc-provider/login.example.com"],
    userPoolClients: [
      UserPoolClient(providerName: "cognito-idp.x/y", clientID: "c", checksTokenOnServer: true)
    ],
    samlProviderARNs: ["arn:aws:iam::123456789012:saml-provider/x"], tags: ["a": ""])

  static func identityPool() throws -> IdentityPool {
    IdentityPool(id: try path().pool, configuration: configuration)
  }

  static func poolARN() throws -> IdentityPoolARN {
    IdentityPoolARN(region: "us-east-1", account: "123456789012", pool: try path().pool)
  }

  static let roles = PoolRoles(
    authenticated: role, unauthenticated: role,
    mappings: [
      "graph.facebook.com": RoleMapping(source: .token, fallback: .deny),
      "cognito-idp.x/y:c": RoleMapping(
        source: .rules(
          MappingRule.Match.allCases.map {
            MappingRule(claim: "cognito:groups", match: $0, value: "a b", role: role)
          }), fallback: .authenticatedRole),
      "x": RoleMapping(source: .token, fallback: nil),
    ])
}

extension CreateIdentityPool: SampledOperation {
  static func inputs() -> [Input] {
    [IdentityPoolConfiguration(name: "n", allowsGuests: false), Fixture.configuration]
  }

  static func outputs() throws -> [Output] { [try Fixture.identityPool()] }
}

extension UpdateIdentityPool: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.identityPool()] }
  static func outputs() throws -> [Output] { [try Fixture.identityPool()] }
}

extension DescribeIdentityPool: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.path().pool] }
  static func outputs() throws -> [Output] { [try Fixture.identityPool()] }
}

extension DeleteIdentityPool: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.path().pool] }
}

extension ListIdentityPools: SampledOperation {
  static func inputs() -> [Input] { [Input(pageSize: 1), Input(pageSize: 60, nextToken: "n")] }
  static func outputs() throws -> [Output] {
    [
      Output(pools: [], nextToken: nil),
      Output(pools: [PoolName(try Fixture.identityPool())], nextToken: "n"),
    ]
  }
}

extension GetIdentityPoolRoles: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.path().pool] }
  static func outputs() throws -> [Output] {
    let pool = try Fixture.path().pool
    return [Output(pool: pool, roles: PoolRoles()), Output(pool: pool, roles: Fixture.roles)]
  }
}

extension SetIdentityPoolRoles: SampledOperation {
  static func inputs() throws -> [Input] { try GetIdentityPoolRoles.outputs() }
}

extension GetPrincipalTagAttributeMap: SampledOperation {
  static func inputs() throws -> [Input] {
    [Input(pool: try Fixture.path().pool, provider: "accounts.google.com")]
  }

  static func outputs() throws -> [Output] {
    let place = try inputs()[0]
    return [
      Output(place, map: PrincipalTagMap()),
      Output(place, map: PrincipalTagMap(usesDefaults: true, tags: ["team": "custom:team"])),
    ]
  }
}

extension SetPrincipalTagAttributeMap: SampledOperation {
  static func inputs() throws -> [Input] { try GetPrincipalTagAttributeMap.outputs() }
  static func outputs() throws -> [Output] { try GetPrincipalTagAttributeMap.outputs() }
}

extension TagResource: SampledOperation {
  static func inputs() throws -> [Input] {
    [Input(resource: try Fixture.poolARN(), tags: ["a": "", "b": "c"])]
  }
}

extension UntagResource: SampledOperation {
  static func inputs() throws -> [Input] {
    [Input(resource: try Fixture.poolARN(), keys: ["a", "b"])]
  }
}

extension ListTagsForResource: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.poolARN()] }
  static func outputs() -> [Output] { [[:], ["a": ""]] }
}
