import SyncCore
import Testing

@testable import CognitoWire

extension Fixture {
  static func records() throws -> [SyncRecord] {
    [
      SyncRecord(
        key: try key("a b/ü\u{0}\"\\"), value: "", syncCount: 1, lastModified: moment,
        lastModifiedBy: "us-east-1:1", deviceLastModified: moment),
      SyncRecord(
        key: try key("old"), value: nil, syncCount: .max, lastModified: moment,
        lastModifiedBy: nil, deviceLastModified: nil),
    ]
  }

  static func metadata() throws -> DatasetMetadata {
    DatasetMetadata(
      identity: try path().identity, name: try path().name, created: moment, lastModified: moment,
      lastModifiedBy: "123456789012", storageBytes: 16, recordCount: 1)
  }
}

extension ListRecords: SampledOperation {
  static func inputs() throws -> [Input] {
    [
      Input(path: try Fixture.path()),
      Input(
        path: try Fixture.path("GameInfo.us-east-1:1111-2222"), lastSyncCount: 1 << 40,
        nextToken: "a/b+c=", pageSize: 7, sessionToken: "t&t"),
    ]
  }

  static func outputs() throws -> [Output] {
    [
      RecordsListing(
        records: [], nextToken: nil, datasetSyncCount: 0, lastModifiedBy: nil,
        mergedDatasetNames: [], datasetExists: false,
        datasetDeletedAfterRequestedSyncCount: false, sessionToken: "t", isFullListing: true),
      RecordsListing(
        records: try Fixture.records(), nextToken: "n", datasetSyncCount: 7, lastModifiedBy: "I",
        mergedDatasetNames: [try Fixture.path("prefs.r:1").name], datasetExists: true,
        datasetDeletedAfterRequestedSyncCount: true, sessionToken: "t", isFullListing: false),
    ]
  }
}

extension UpdateRecords: SampledOperation {
  static func inputs() throws -> [Input] {
    [
      Input(path: try Fixture.path(), sessionToken: "", patches: []),
      Input(
        path: try Fixture.path("A.b_c:d-1"), sessionToken: "tok", deviceID: try Fixture.device(),
        patches: [
          RecordPatch(
            key: try Fixture.key("a b/ü"), value: "", syncCount: 0,
            deviceLastModified: Fixture.moment),
          RecordPatch(
            key: try Fixture.key("old"), value: nil, syncCount: 3, deviceLastModified: nil),
        ]),
    ]
  }

  static func outputs() throws -> [Output] { [[], try Fixture.records()] }
}

extension ListDatasets: SampledOperation {
  static func inputs() throws -> [Input] {
    let path = try Fixture.path()
    return [
      Input(pool: path.pool, identity: path.identity),
      Input(pool: path.pool, identity: path.identity, nextToken: "x y", pageSize: 64),
    ]
  }

  static func outputs() throws -> [Output] {
    [
      Output(datasets: [], nextToken: nil),
      Output(datasets: [try Fixture.metadata()], nextToken: "prefs"),
    ]
  }
}

extension DescribeDataset: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.path()] }
  static func outputs() throws -> [Output] { [try Fixture.metadata()] }
}

extension DeleteDataset: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.path()] }
  static func outputs() throws -> [Output] { [try Fixture.metadata()] }
}

extension SubscribeToEvents: SampledOperation {
  static func inputs() throws -> [Input] {
    let path = try Fixture.path()
    return [
      Input(pool: path.pool, identity: path.identity, dataset: nil),
      Input(
        pool: path.pool, identity: path.identity, dataset: path.name,
        device: try Fixture.device()),
    ]
  }
}

extension DescribeIdentityUsage: SampledOperation {
  static func inputs() throws -> [Input] { [try Fixture.identityPath()] }
  static func outputs() throws -> [Output] {
    let path = try Fixture.path()
    return [
      IdentityUsage(
        identity: path.identity, pool: path.pool, lastModified: Fixture.moment, datasetCount: 2,
        storageBytes: 16)
    ]
  }
}

extension RegisterDevice: SampledOperation {
  static func inputs() throws -> [Input] {
    let path = try Fixture.path()
    return PushPlatform.allCases.map {
      Input(pool: path.pool, identity: path.identity, platform: $0, token: "t")
    }
  }

  static func outputs() throws -> [Output] { [try Fixture.device()] }
}

extension SubscribeToDataset: SampledOperation {
  static func inputs() throws -> [Input] {
    [Input(dataset: try Fixture.path(), device: try Fixture.device())]
  }
}

extension UnsubscribeFromDataset: SampledOperation {
  static func inputs() throws -> [Input] { try SubscribeToDataset.inputs() }
}
