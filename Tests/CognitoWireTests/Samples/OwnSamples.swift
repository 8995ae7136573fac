import IdentityCore
import SyncCore
import Testing

@testable import CognitoWire

extension PutEvents: SampledOperation {
  static func inputs() -> [Input] {
    let json =
      #"{"eventType":"_session.stop","timestamp":"2014-10-24T22:00:12.345Z","session":{"id":"s","#
      + #""duration":12,"startTimestamp":"x","stopTimestamp":"y"},"version":"v2.0","#
      + #""attributes":{"a":""},"metrics":{"m":1.5,"n":-2}}"#
    return [
      Input(appID: "", events: []),
      Input(
        appID: "app \"ü\" 😀",
        events: [
          Event(type: "_session.stop", json: json),
          Event(
            type: "e", json: #"{"eventType":"e","timestamp":"2014-10-24T22:00:12Z","own":[1]}"#),
        ]),
    ]
  }
}

extension ListEvents: SampledOperation {
  static func inputs() throws -> [Input] {
    [
      AnalyticsQuery(limit: 100),
      AnalyticsQuery(
        identity: try Fixture.path().identity, appID: "a b", type: "t",
        since: Timestamp(milliseconds: -1), until: Fixture.moment, after: 7, limit: 1_000),
    ]
  }

  static func outputs() throws -> [Output] {
    let path = try Fixture.path()
    return [
      Output(events: [], nextToken: nil),
      Output(
        events: [
          NumberedEvent(
            number: 1,
            event: AnalyticsEvent(
              identity: path.identity, pool: path.pool, appID: "a", received: Fixture.moment,
              type: "t", json: #"{"eventType":"t"}"#)),
          NumberedEvent(
            number: 9,
            event: AnalyticsEvent(
              identity: nil, pool: nil, appID: "", received: Fixture.moment, type: "t",
              json: "{}")),
        ], nextToken: "9"),
    ]
  }
}

extension ListRoles: SampledOperation {
  static func inputs() -> [Input] { [NoInput()] }
  static func outputs() -> [Output] {
    [[], [Role(name: "R", trustPolicy: "{}", permissionPolicy: "{\"a\":1}")]]
  }
}

extension DescribeRole: SampledOperation {
  static func inputs() -> [Input] { ["Cognito_Auth+=,.@-Role"] }
  static func outputs() -> [Output] { [Role(name: "R", trustPolicy: "", permissionPolicy: "")] }
}

extension UpdateRole: SampledOperation {
  static func inputs() -> [Input] {
    [Input(name: "R"), Input(name: "R", trustPolicy: "{}", permissionPolicy: "{ }")]
  }

  static func outputs() -> [Output] { DescribeRole.outputs() }
}
