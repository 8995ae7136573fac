import IdentityCore
import SyncCore
import Testing

@testable import CognitoWire

extension GetID: SampledOperation {
  static func inputs() throws -> [Input] {
    let pool = try Fixture.path().pool
    return [
      Input(pool: pool),
      Input(accountID: "123456789012", pool: pool, logins: ["b.example": "2", "a.example": "1"]),
    ]
  }

  static func outputs() throws -> [Output] { [try Fixture.path().identity] }
}

extension GetCredentialsForIdentity: SampledOperation {
  static func inputs() throws -> [Input] {
    let identity = try Fixture.path().identity
    return [
      Input(identity: identity),
      Input(identity: identity, logins: ["a": "t"], customRole: Fixture.role),
    ]
  }

  static func outputs() throws -> [Output] {
    [
      Output(
        identity: try Fixture.path().identity, accessKeyID: "ASIA", secretAccessKey: "s",
        sessionToken: "t", expiration: Fixture.moment)
    ]
  }
}

extension GetOpenIDToken: SampledOperation {
  static func inputs() throws -> [Input] {
    let identity = try Fixture.path().identity
    return [Input(identity: identity), Input(identity: identity, logins: ["a": "t"])]
  }

  static func outputs() throws -> [Output] {
    [OpenIDToken(identity: try Fixture.path().identity, token: "a.b.c")]
  }
}

extension UnlinkIdentity: SampledOperation {
  static func inputs() throws -> [Input] {
    let identity = try Fixture.path().identity
    return [
      Input(identity: identity, logins: [:], loginsToRemove: []),
      Input(identity: identity, logins: ["a": "t"], loginsToRemove: ["a", "b"]),
    ]
  }
}

extension GetOpenIDTokenForDeveloperIdentity: SampledOperation {
  static func inputs() throws -> [Input] {
    let path = try Fixture.path()
    return [
      Input(pool: path.pool, logins: ["login.app": "u"]),
      Input(
        pool: path.pool, identity: path.identity, logins: ["login.app": "u"],
        principalTags: ["k": "v"], duration: 86_400),
    ]
  }

  static func outputs() throws -> [Output] { try GetOpenIDToken.outputs() }
}

extension LookupDeveloperIdentity: SampledOperation {
  static func inputs() throws -> [Input] {
    let path = try Fixture.path()
    return [
      Input(pool: path.pool),
      Input(
        pool: path.pool, identity: path.identity, user: "u v", pageSize: 60, nextToken: "n"),
    ]
  }

  static func outputs() throws -> [Output] {
    let identity = try Fixture.path().identity
    return [
      DeveloperUsersPage(identity: identity, users: [], nextToken: nil),
      DeveloperUsersPage(identity: identity, users: ["u", "v"], nextToken: "n"),
    ]
  }
}

extension MergeDeveloperIdentities: SampledOperation {
  static func inputs() throws -> [Input] {
    [
      Input(
        source: "s", destination: "d", provider: "login.my-app_1", pool: try Fixture.path().pool)
    ]
  }

  static func outputs() throws -> [Output] { [try Fixture.path().identity] }
}

extension UnlinkDeveloperIdentity: SampledOperation {
  static func inputs() throws -> [Input] {
    let path = try Fixture.path()
    return [Input(identity: path.identity, pool: path.pool, provider: "p", user: "u")]
  }
}

extension Fixture {
  static func description() throws -> IdentityDescription {
    IdentityDescription(
      identity: try path().identity, logins: ["a", "b"], created: moment, lastModified: moment)
  }
}

extension DescribeIdentity: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.path().identity] }
  static func outputs() throws -> [Output] { [try Fixture.description()] }
}

extension ListIdentities: SampledOperation {
  static func inputs() throws -> [Input] {
    let pool = try Fixture.path().pool
    return [
      Input(pool: pool, pageSize: 1),
      Input(pool: pool, pageSize: 60, nextToken: "n", hidesDisabled: true),
    ]
  }

  static func outputs() throws -> [Output] {
    let pool = try Fixture.path().pool
    return [
      Output(pool: pool, identities: [], nextToken: nil),
      Output(pool: pool, identities: [try Fixture.description()], nextToken: "n"),
    ]
  }
}

extension DeleteIdentities: SampledOperation {
  static func inputs() throws -> [Input] {
    let identity = try Fixture.path().identity
    return [[identity], Array(repeating: identity, count: 60)]
  }

  static func outputs() throws -> [Output] {
    let identity = try Fixture.path().identity
    return [[], Reason.allCases.map { Unprocessed(identity: identity, reason: $0) }]
  }
}
