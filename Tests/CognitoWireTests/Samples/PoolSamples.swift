import SyncCore
import Testing

@testable import CognitoWire

extension Fixture {
  static func poolUsage() throws -> PoolUsage {
    PoolUsage(pool: try path().pool, sessionCount: 3, storageBytes: 16, lastModified: nil)
  }

  static let pushSync = PushSync(
    applicationARNs: [
      "arn:aws:sns:us-east-1:123456789012:app/APNS_SANDBOX/my.app-1_x",
      "arn:aws:sns:us-east-1:123456789012:app/GCM/a",
    ], roleARN: role)

  static let streams = CognitoStreams(streamName: "s", roleARN: role, status: .enabled)
}

extension ListIdentityPoolUsage: SampledOperation {
  static func inputs() throws -> [Input] {
    [Input(), Input(nextToken: "a=", requestedSize: 1_000)]
  }

  static func outputs() throws -> [Output] {
    [
      Output(usages: [], maxResults: 60, nextToken: nil),
      Output(usages: [try Fixture.poolUsage()], maxResults: 2, nextToken: "n"),
    ]
  }
}

extension DescribeIdentityPoolUsage: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.path().pool] }
  static func outputs() throws -> [Output] {
    var used = try Fixture.poolUsage()
    used.lastModified = Fixture.moment
    return [try Fixture.poolUsage(), used]
  }
}

extension GetIdentityPoolConfiguration: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.path().pool] }
  static func outputs() throws -> [Output] {
    let pool = try Fixture.path().pool
    return [
      Output(pool: pool, configuration: PoolSyncConfiguration()),
      Output(
        pool: pool,
        configuration: PoolSyncConfiguration(
          pushSync: Fixture.pushSync, streams: Fixture.streams)),
    ]
  }
}

extension SetIdentityPoolConfiguration: SampledOperation {
  static func inputs() throws -> [Input] {
    let pool = try Fixture.path().pool
    return [
      Input(pool: pool), Input(pool: pool, pushSync: PushSync()),
      Input(pool: pool, streams: CognitoStreams()),
      Input(pool: pool, pushSync: Fixture.pushSync, streams: Fixture.streams),
    ]
  }

  static func outputs() throws -> [Output] { try GetIdentityPoolConfiguration.outputs() }
}

extension GetCognitoEvents: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.path().pool] }
  static func outputs() -> [Output] { [nil, "arn:aws:lambda:us-east-1:1:function:f"] }
}

extension SetCognitoEvents: SampledOperation {
  static func inputs() throws -> [Input] {
    let pool = try Fixture.path().pool
    return [TriggerChange.unchanged, .remove, .set("arn")].map { Input(pool: pool, trigger: $0) }
  }
}

extension BulkPublish: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.path().pool] }
  static func outputs() throws -> [Output] { [try Fixture.path().pool] }
}

extension GetBulkPublishDetails: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.path().pool] }
  static func outputs() throws -> [Output] {
    let pool = try Fixture.path().pool
    return [
      BulkPublishDetails(), BulkPublishDetails(status: .inProgress, started: Fixture.moment),
      BulkPublishDetails(status: .failed, started: Fixture.moment, failureMessage: "m"),
      BulkPublishDetails(
        status: .succeeded, started: Fixture.moment, completed: Fixture.moment),
    ].map { Output(pool: pool, details: $0) }
  }
}
