import HTTPTypes
import SyncCore
import Testing

@testable import CognitoWire

@Suite struct SyncOperationTests {
  @Test func `paths are encoded as clients encode them`() throws {
    let request = ListRecords.route.request(
      for: ListRecords.encode(ListRecords.Input(path: try Fixture.path(), pageSize: 1_024)))
    #expect(
      request.path
        == "/identitypools/us-east-1%3A11111111-2222-3333-4444-555555555555/identities/"
        + "us-east-1%3Aaaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/datasets/prefs/records"
        + "?lastSyncCount=0&maxResults=1024")
  }

  @Test func `S-004 an encoded and a literal colon mean the same`() throws {
    let encoded = "/identitypools/r%3A1/identities/r%3a2/datasets/d"
    let literal = "/identitypools/r:1/identities/r:2/datasets/d"
    let match = RouteTable.match(method: .post, rawPath: encoded[...])
    #expect(match != nil)
    #expect(match == RouteTable.match(method: .post, rawPath: literal[...]))
  }

  @Test(arguments: [
    "/", "", "/identitypools/", "/identitypool", "/identitypools/r:1/identities",
    "/identitypools/r:1/identities/",
    "/identitypools/r:1/identities/r:2/datasets/d/records/x", "//identitypools/r:1",
    "/identitypools/r:1/identities/r:2/datasets/",
  ])
  func `other paths mean nothing`(path: String) {
    #expect(RouteTable.match(method: .get, rawPath: path[...]) == nil)
  }

  @Test func `the answer of a pull has the bytes of the specification`() throws {
    let listing = RecordsListing(
      records: [], nextToken: nil, datasetSyncCount: 0, lastModifiedBy: nil,
      mergedDatasetNames: [], datasetExists: false, datasetDeletedAfterRequestedSyncCount: false,
      sessionToken: "tok1", isFullListing: true)
    #expect(
      String(decoding: ListRecords.encode(listing), as: UTF8.self)
        == #"{"Count":0,"DatasetDeletedAfterRequestedSyncCount":false,"DatasetExists":false,"#
        + #""DatasetSyncCount":0,"FullListing":true,"LastModifiedBy":null,"#
        + #""MergedDatasetNames":null,"NextToken":null,"Records":[],"SyncSessionToken":"tok1"}"#)
    #expect(try ListRecords.decode(output: ListRecords.encode(listing)) == listing)
  }

  @Test func `C-013 an empty text and a tombstone are told apart in both directions`() throws {
    let record = { (value: String?) in
      SyncRecord(
        key: try Fixture.key("k"), value: value, syncCount: 1,
        lastModified: Timestamp(milliseconds: 1), lastModifiedBy: "I", deviceLastModified: nil)
    }
    let records = [try record(""), try record(nil)]
    #expect(try UpdateRecords.decode(output: UpdateRecords.encode(records)) == records)
  }

  @Test func `the writing device's name travels with a commit and comes back with its records`()
    throws
  {
    let path = try Fixture.path()
    let input = UpdateRecords.Input(
      path: path, sessionToken: "t", deviceName: "desk",
      patches: [
        RecordPatch(
          key: try Fixture.key("k"), value: "v", syncCount: 0, deviceLastModified: nil)
      ])
    #expect(try UpdateRecords.decode(UpdateRecords.encode(input)) == input)
    let record = SyncRecord(
      key: try Fixture.key("k"), value: "v", syncCount: 1,
      lastModified: Timestamp(milliseconds: 1), lastModifiedBy: "I", deviceLastModified: nil,
      lastModifiedDevice: "desk")
    #expect(try UpdateRecords.decode(output: UpdateRecords.encode([record])) == [record])
    var long = input
    long.deviceName = String(repeating: "x", count: 65)
    #expect(throws: WireError.self) { try UpdateRecords.decode(UpdateRecords.encode(long)) }
  }

  @Test(arguments: ["1.412974057151E9", "1412974057.151", "\"2014-10-10T20:47:37.151Z\""])
  func `S-007 device dates come in several forms`(number: String) throws {
    let body =
      #"{"SyncSessionToken":"t","Extra":[1],"RecordPatches":[{"Op":"replace","Key":"k","#
      + #""Value":"v","SyncCount":0,"DeviceLastModifiedDate":"# + number + "}]}"
    let input = try UpdateRecords.decode(
      WireMessage(labels: try Fixture.path().labels, body: Array(body.utf8)))
    #expect(input.patches[0].deviceLastModified == Timestamp(milliseconds: 1_412_974_057_151))
  }

  @Test(arguments: [
    #"{"RecordPatches":[]}"#,
    #"{"SyncSessionToken":"t","RecordPatches":[{"Op":"replace","Key":"k","SyncCount":0}]}"#,
    #"{"SyncSessionToken":"t","RecordPatches":[{"Op":"put","Key":"k","Value":"","SyncCount":0}]}"#,
    #"{"SyncSessionToken":"t","RecordPatches":[{"Op":"remove","Key":"","SyncCount":0}]}"#,
    #"{"SyncSessionToken":"t","RecordPatches":[{"Op":"remove","Key":"k","SyncCount":-1}]}"#,
    #"{"SyncSessionToken":"t","RecordPatches":[{"Op":"remove","Key":"k"}]}"#,
    #"{"SyncSessionToken":"t","RecordPatches":[{"Op":"remove","Key":"k","SyncCount":0},"#
      + #"{"Op":"remove","Key":"k","SyncCount":0}]}"#,
    #"{"SyncSessionToken":1}"#, "[]", "{", "",
  ])
  func `a malformed commit is an invalid parameter`(body: String) throws {
    let message = WireMessage(labels: try Fixture.path().labels, body: Array(body.utf8))
    let error = #expect(throws: WireError.self) { try UpdateRecords.decode(message) }
    #expect(error?.code == .invalidParameter)
    #expect(error?.status == 400)
    #expect(error?.message.isEmpty == false)
  }

  @Test func `S-072 a key of 1024 characters is accepted and one more is not`() throws {
    for (length, isAccepted) in [(1_024, true), (1_025, false)] {
      let key = String(repeating: "ü", count: length)
      let body =
        #"{"SyncSessionToken":"t","RecordPatches":[{"Op":"remove","Key":"\#(key)","SyncCount":0}]}"#
      let message = WireMessage(labels: try Fixture.path().labels, body: Array(body.utf8))
      #expect(((try? UpdateRecords.decode(message)) != nil) == isAccepted)
    }
  }

  @Test(arguments: [
    ("DatasetName", "a b"), ("DatasetName", ""),
    ("DatasetName", String(repeating: "a", count: 129)),
    ("IdentityId", "us-east-1:ABC"), ("IdentityId", "nocolon"), ("IdentityPoolId", "x:../y"),
  ])
  func `S-013 S-014 malformed identifiers are refused by name`(label: String, value: String) throws
  {
    var labels = try Fixture.path().labels
    labels[label] = value
    let error = #expect(throws: WireError.self) {
      try DescribeDataset.decode(WireMessage(labels: labels))
    }
    #expect(error?.code == .invalidParameter)
    #expect(error?.message.contains(label.prefix(1).lowercased() + label.dropFirst()) == true)
  }

  @Test(arguments: ["-1", "x", "1.5", ""])
  func `S-052 a last count below zero or not a number is refused`(count: String) throws {
    let message = WireMessage(
      labels: try Fixture.path().labels, query: [WireQueryItem("lastSyncCount", count)])
    #expect(throws: WireError.self) { try ListRecords.decode(message) }
  }

  @Test(arguments: [("0", nil), ("-3", nil), ("many", nil), ("1", 1), ("100000", 1_024)])
  func `page sizes are cut silently but have to be positive`(text: String, size: Int?) throws {
    let message = WireMessage(
      labels: try Fixture.path().labels, query: [WireQueryItem("maxResults", text)])
    #expect((try? ListRecords.decode(message))?.pageSize == size)
  }
}
