import HTTPTypes
import SyncCore
import Testing

@testable import CognitoWire

/// A request that breaks one rule, and the member whose rule it is.
struct Refusal: Sendable, CustomTestStringConvertible {
  var id: OperationID
  var body: String
  var member: String

  init(_ id: OperationID, _ body: String, _ member: String) {
    self.id = id
    self.body = body
    self.member = member
  }

  var testDescription: String { "\(id.rawValue) \(body.prefix(120))" }
}

@Suite struct RefusalTests {
  static let pool = "us-east-1:11111111-2222-3333-4444-555555555555"
  static let identity = "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
  static let labels = [
    "IdentityPoolId": pool, "IdentityId": identity, "DatasetName": "d", "DeviceId": "x",
    "RoleName": "R",
  ]

  static func text(_ count: Int) -> String { String(repeating: "a", count: count) }

  static func patch(_ members: String) -> String {
    #"{"SyncSessionToken":"t","RecordPatches":[{\#(members)}]}"#
  }

  static let sync: [Refusal] = [
    Refusal(.updateRecords, "{}", "syncSessionToken"),
    Refusal(.updateRecords, #"{"SyncSessionToken":null}"#, "syncSessionToken"),
    Refusal(.updateRecords, #"{"SyncSessionToken":"t","RecordPatches":{}}"#, "recordPatches"),
    Refusal(.updateRecords, #"{"SyncSessionToken":"t","DeviceId":""}"#, "deviceId"),
    Refusal(.updateRecords, #"{"SyncSessionToken":"t","DeviceId":"\#(text(257))"}"#, "deviceId"),
    Refusal(.updateRecords, patch(#""Key":"k","SyncCount":0"#), "op"),
    Refusal(.updateRecords, patch(#""Op":"put","Key":"k","SyncCount":0"#), "op"),
    Refusal(.updateRecords, patch(#""Op":"remove","SyncCount":0"#), "key"),
    Refusal(.updateRecords, patch(#""Op":"remove","Key":"","SyncCount":0"#), "key"),
    Refusal(.updateRecords, patch(#""Op":"remove","Key":"\#(text(1_025))","SyncCount":0"#), "key"),
    Refusal(.updateRecords, patch(#""Op":"remove","Key":"k""#), "syncCount"),
    Refusal(.updateRecords, patch(#""Op":"remove","Key":"k","SyncCount":-1"#), "syncCount"),
    Refusal(.updateRecords, patch(#""Op":"remove","Key":"k","SyncCount":1e30"#), "syncCount"),
    Refusal(.updateRecords, patch(#""Op":"replace","Key":"k","SyncCount":0"#), "value"),
    Refusal(
      .updateRecords,
      patch(#""Op":"remove","Key":"k","SyncCount":0,"DeviceLastModifiedDate":"yesterday""#),
      "deviceLastModifiedDate"),
    Refusal(
      .updateRecords,
      patch(#""Op":"replace","Key":"k","SyncCount":0,"Value":"\#(text(1_048_576))""#), "value"),
    Refusal(.registerDevice, #"{"Token":"t"}"#, "platform"),
    Refusal(.registerDevice, #"{"Platform":"WNS","Token":"t"}"#, "platform"),
    Refusal(.registerDevice, #"{"Platform":"GCM"}"#, "token"),
    Refusal(.registerDevice, "", "platform"),
    Refusal(.setIdentityPoolConfiguration, #"{"PushSync":[]}"#, "pushSync"),
    Refusal(
      .setIdentityPoolConfiguration, #"{"PushSync":{"ApplicationArns":["x"]}}"#, "applicationArns"),
    Refusal(
      .setIdentityPoolConfiguration,
      #"{"PushSync":{"ApplicationArns":["arn:aws:sns:us-east-1:1:app/gcm/x"]}}"#,
      "applicationArns.1.member"),
    Refusal(.setIdentityPoolConfiguration, #"{"PushSync":{"RoleArn":"short"}}"#, "roleArn"),
    Refusal(
      .setIdentityPoolConfiguration, #"{"PushSync":{"RoleArn":"arn:aws:iam::x:role/aaaaa"}}"#,
      "roleArn"),
    Refusal(
      .setIdentityPoolConfiguration, #"{"CognitoStreams":{"StreamName":""}}"#, "streamName"),
    Refusal(
      .setIdentityPoolConfiguration, #"{"CognitoStreams":{"StreamName":"\#(text(129))"}}"#,
      "streamName"),
    Refusal(
      .setIdentityPoolConfiguration, #"{"CognitoStreams":{"StreamingStatus":"enabled"}}"#,
      "streamingStatus"),
    Refusal(.setCognitoEvents, "{}", "events"),
    Refusal(.setCognitoEvents, #"{"Events":[]}"#, "events"),
    Refusal(.setCognitoEvents, #"{"Events":{"Other":"arn"}}"#, "events"),
    Refusal(.setCognitoEvents, #"{"Events":{"SyncTrigger":1}}"#, "events.SyncTrigger"),
    Refusal(.setCognitoEvents, #"{"Events":{"SyncTrigger":"a","B":"b"}}"#, "events"),
    Refusal(.updateRole, #"{"TrustPolicy":""}"#, "trustPolicy"),
    Refusal(.updateRole, #"{"PermissionPolicy":{}}"#, "permissionPolicy"),
  ]

  static func check(_ refusal: Refusal, _ message: WireMessage) throws {
    let error = #expect(throws: WireError.self) {
      _ = try refusal.id.operation.decode(message)
    }
    let dialect = refusal.id.route.dialect
    #expect(error?.code == dialect.violationCode)
    #expect(error?.status == 400)
    let text = error?.message ?? ""
    #expect(text.hasPrefix("1 validation error detected: Value '"))
    #expect(text.contains(refusal.member), "\(text)")
    #expect(text.contains("failed to satisfy constraint: M"))
    #expect(text.count < 500)
  }

  @Test(arguments: sync)
  func `S-031 S-032 S-055 S-072 S-090 each constraint of sync is named`(
    refusal: Refusal
  ) throws {
    try Self.check(refusal, WireMessage(labels: Self.labels, body: Array(refusal.body.utf8)))
  }

  @Test func `S-033 a key standing twice in one request is refused`() {
    let patch = #"{"Op":"remove","Key":"k","SyncCount":0}"#
    let body = #"{"SyncSessionToken":"t","RecordPatches":[\#(patch),\#(patch)]}"#
    let error = #expect(throws: WireError.self) {
      try UpdateRecords.decode(WireMessage(labels: Self.labels, body: Array(body.utf8)))
    }
    #expect(error?.code == .invalidParameter)
  }

  @Test(arguments: [
    (OperationID.listRecords, "lastSyncCount", "-1"), (.listRecords, "maxResults", "0"),
    (.listDatasets, "maxResults", "many"), (.listIdentityPoolUsage, "maxResults", "-1"),
    (.listIdentityPoolUsage, "maxResults", "2147483648"), (.subscribeToEvents, "dataset", "a b"),
    (.subscribeToEvents, "device", ""), (.listEvents, "since", "now"),
    (.listEvents, "identityId", "x"), (.listEvents, "nextToken", "x"),
  ])
  func `each constraint of a query is named`(
    id: OperationID, name: String, value: String
  ) throws {
    try Self.check(
      Refusal(id, "", name),
      WireMessage(labels: Self.labels, query: [WireQueryItem(name, value)]))
  }

  @Test(arguments: [
    OperationID.describeIdentityPoolUsage, .describeIdentityUsage, .listDatasets,
    .describeDataset, .listRecords, .updateRecords, .deleteDataset, .registerDevice,
    .subscribeToDataset, .unsubscribeFromDataset, .getIdentityPoolConfiguration,
    .setIdentityPoolConfiguration, .getCognitoEvents, .setCognitoEvents, .bulkPublish,
    .getBulkPublishDetails, .subscribeToEvents,
  ])
  func `S-013 a malformed pool is refused wherever one is named`(id: OperationID) throws {
    var labels = Self.labels
    labels["IdentityPoolId"] = "us-east-1:XYZ"
    try Self.check(
      Refusal(id, "", "'us-east-1:XYZ' at 'identityPoolId'"), WireMessage(labels: labels))
  }

  @Test func `S-013 all malformed labels are named at once`() {
    let error = #expect(throws: WireError.self) {
      try SubscribeToDataset.decode(
        WireMessage(labels: ["IdentityPoolId": "x", "IdentityId": "y", "DatasetName": "d"]))
    }
    #expect(error?.message.hasPrefix("3 validation errors detected: Value 'x' at 'i") == true)
    #expect(error?.message.contains("; Value '' at 'deviceId' failed") == true)
  }

  @Test(arguments: ["", "a b", "ü", String(repeating: "a", count: 65)])
  func `a malformed name of a role is refused`(name: String) throws {
    try Self.check(
      Refusal(.describeRole, "", "roleName"), WireMessage(labels: ["RoleName": name]))
  }
}
