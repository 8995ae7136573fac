import HTTPTypes
import SyncCore
import Testing

@testable import CognitoWire

/// The names used in appendix A of cognito-sync.md.
enum Fixture {
  static func path(_ dataset: String = "prefs") throws -> DatasetReference {
    DatasetReference(
      pool: try #require(IdentityPoolID("us-east-1:11111111-2222-3333-4444-555555555555")),
      identity: try #require(IdentityID("us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")),
      name: try #require(DatasetName(dataset)))
  }

  static func identityPath() throws -> IdentityPath {
    let path = try path()
    return IdentityPath(pool: path.pool, identity: path.identity)
  }

  static func key(_ text: String) throws -> RecordKey { try #require(RecordKey(text)) }

  static func device() throws -> DeviceID { try #require(DeviceID("5f0d/ü")) }

  static let role = "arn:aws:iam::123456789012:role/Cognito/Auth"
  static let moment = Timestamp(milliseconds: 1_414_188_012_345)
}

extension WireOperation {
  /// Carries `input` through a request, its route and back.
  static func carried(_ input: Input) throws -> Input {
    let request = route.request(for: encode(input))
    let halves = (request.path ?? "").split(separator: "?", maxSplits: 1)
    let match: RouteTable.Match? =
      switch route {
      case .rest(let method, _, _): RouteTable.match(method: method, rawPath: halves[0])
      case .target(let name): RouteTable.match(target: name)
      }
    #expect(match?.operation == id)
    let query = halves.count > 1 ? WireQueryItem.parse(halves[1]) : []
    return try decode(
      WireMessage(
        labels: match?.labels ?? [:], query: try #require(query), body: encode(input).body,
        clientContext: request.headerFields[.amazonClientContext],
        clientContextEncoding: request.headerFields[.amazonClientContextEncoding]))
  }
}
