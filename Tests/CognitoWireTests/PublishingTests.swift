import SyncCore
import Testing

@testable import CognitoWire

@Suite struct PublishingTests {
  static func commit(
    isDeletion: Bool = false, records: [SyncRecord] = []
  ) throws -> PublishedCommit {
    PublishedCommit(
      dataset: try Fixture.path(), syncCount: 3,
      lastModified: Timestamp(milliseconds: 1_424_801_824_343), isDeletion: isDeletion,
      records: records)
  }

  static func record(_ key: String, _ value: String?, device: Int64?) throws -> SyncRecord {
    SyncRecord(
      key: try Fixture.key(key), value: value, syncCount: 3,
      lastModified: Timestamp(milliseconds: 1_424_801_824_343), lastModifiedBy: "x",
      deviceLastModified: device.map(Timestamp.init(milliseconds:)))
  }

  @Test func `S-097 a stream tells of a commit in the bytes of the original`() throws {
    let records = [
      try Self.record("a", "1", device: 1_424_801_824_000), try Self.record("b", nil, device: nil),
    ]
    #expect(
      String(decoding: StreamMessage(try Self.commit(records: records)).inlineBody, as: UTF8.self)
        == #"{"identityPoolId":"us-east-1:11111111-2222-3333-4444-555555555555","#
        + #""identityId":"us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","#
        + #""dataSetName":"prefs","operation":"replace","kinesisSyncRecords":["#
        + #"{"key":"a","value":"1","syncCount":3,"lastModifiedDate":1424801824343,"#
        + #""deviceLastModifiedDate":1424801824000,"op":"replace"},"#
        + #"{"key":"b","value":null,"syncCount":3,"lastModifiedDate":1424801824343,"#
        + #""deviceLastModifiedDate":null,"op":"remove"}],"#
        + #""lastModifiedDate":1424801824343,"kinesisSyncRecordsURL":null,"#
        + #""payloadType":"Inline","syncCount":3}"#)
  }

  @Test func `a deletion is a removal without records`() throws {
    let json = try JSONReader.read(StreamMessage(try Self.commit(isDeletion: true)).inlineBody)
    #expect(json["operation"] == .string("remove"))
    #expect(json["kinesisSyncRecords"] == .array([]))
  }

  @Test func `S-097 a message too large for a stream names where its records are`() throws {
    let large = String(repeating: "x", count: StreamMessage.maximumInlineSize)
    let message = StreamMessage(
      try Self.commit(records: [try Self.record("k", large, device: nil)]))
    #expect(message.inlineBody.count > StreamMessage.maximumInlineSize)
    let json = try JSONReader.read(message.body(recordsAt: "http://127.0.0.1/x"))
    #expect(json["payloadType"] == .string("S3Url"))
    #expect(json["kinesisSyncRecordsURL"] == .string("http://127.0.0.1/x"))
    #expect(json["kinesisSyncRecords"] == nil)
    #expect(json["syncCount"] == .integer(3))
  }

  @Test(arguments: [PushPlatform.apple, .appleSandbox])
  func `S-100 Apple's push has the five keys beside a silent notification`(
    platform: PushPlatform
  ) throws {
    let message = PushMessage(dataset: try Fixture.path(), syncCount: 7)
    #expect(
      String(decoding: message.payload(for: platform), as: UTF8.self)
        == #"{"aps":{"content-available":1},"data":{"source":"cognito-sync","#
        + #""identityPoolId":"us-east-1:11111111-2222-3333-4444-555555555555","#
        + #""identityId":"us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","#
        + #""datasetName":"prefs","syncCount":7}}"#)
  }

  @Test(arguments: [PushPlatform.google, .amazon])
  func `S-100 the other pushes have the five keys as texts`(platform: PushPlatform) throws {
    let message = PushMessage(dataset: try Fixture.path(), syncCount: 7)
    #expect(
      String(decoding: message.payload(for: platform), as: UTF8.self)
        == #"{"data":{"source":"cognito-sync","#
        + #""identityPoolId":"us-east-1:11111111-2222-3333-4444-555555555555","#
        + #""identityId":"us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","#
        + #""datasetName":"prefs","syncCount":"7"}}"#)
  }
}
