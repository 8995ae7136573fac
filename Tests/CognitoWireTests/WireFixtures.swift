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

  static func key(_ text: String) throws -> RecordKey { try #require(RecordKey(text)) }
}

extension WireOperation {
  /// Carries `input` through a request, its route and back.
  static func carried(_ input: Input) throws -> Input {
    let sent = encode(input)
    let request = route.request(for: sent)
    let target = request.path ?? ""
    let halves = target.split(separator: "?", maxSplits: 1)
    let match: RouteTable.Match? =
      switch route {
      case .rest(let method, _): RouteTable.match(method: method, rawPath: halves[0])
      case .target(let name): RouteTable.match(target: name)
      }
    #expect(match?.operation == id)
    let query = halves.count > 1 ? WireQueryItem.parse(halves[1]) : []
    return try decode(
      WireMessage(labels: match?.labels ?? [:], query: try #require(query), body: sent.body))
  }
}
