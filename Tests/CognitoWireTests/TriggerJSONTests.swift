import SyncCore
import Testing

@testable import CognitoWire

@Suite struct TriggerJSONTests {
  static func invocation() throws -> TriggerInvocation {
    let record = SyncRecord(
      key: try Fixture.key("k2"), value: "x", syncCount: 4,
      lastModified: Timestamp(milliseconds: 1),
      lastModifiedBy: nil, deviceLastModified: nil)
    let patch = RecordPatch(
      key: try Fixture.key("k1"), value: "b", syncCount: 0, deviceLastModified: nil)
    return TriggerInvocation(
      dataset: try Fixture.path(), region: "us-east-1", records: [record], patches: [patch])
  }

  /// The event with one text replaced.
  static func answer(_ old: String = "", _ new: String = "") throws -> [UInt8] {
    let event = String(decoding: try invocation().event, as: UTF8.self)
    return Array(old.isEmpty ? event.utf8 : event.replacing(old, with: new).utf8)
  }

  @Test func `S-091 the event has the bytes of the guide`() throws {
    #expect(
      String(decoding: try Self.answer(), as: UTF8.self)
        == #"{"version":2,"eventType":"SyncTrigger","region":"us-east-1","#
        + #""identityPoolId":"us-east-1:11111111-2222-3333-4444-555555555555","#
        + #""identityId":"us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","#
        + #""datasetName":"prefs","datasetRecords":{"#
        + #""k1":{"oldValue":null,"newValue":"b","op":"replace"},"#
        + #""k2":{"oldValue":"x","newValue":"x","op":"none"}}}"#)
  }

  @Test func `an event echoed is the commit itself`() throws {
    let invocation = try Self.invocation()
    let outcome = try invocation.outcome(of: Self.answer())
    #expect(outcome == TriggerOutcome(patches: invocation.patches, ignored: []))
  }

  @Test(arguments: [
    (#""k1":{"oldValue":null,"newValue":"b","op":"replace"}"#, #""k1":null"#),
    (#""newValue":"b","op":"replace""#, #""newValue":null"#),
    (#""newValue":"b","op":"replace""#, #""op":"remove""#),
    (#""newValue":"b","op":"replace""#, #""unknown":[1]"#),
  ])
  func `every spelling of a removal is understood`(old: String, new: String) throws {
    let outcome = try Self.invocation().outcome(of: Self.answer(old, new))
    #expect(outcome.patches.map(\.value) == [nil])
    #expect(outcome.ignored.isEmpty)
  }

  @Test(arguments: [
    ("\"version\":2", "\"version\":1"), ("\"version\":2,", ""), ("SyncTrigger", "Other"),
    ("\"region\":\"us-east-1\"", "\"region\":\"us-west-2\""),
    ("us-east-1:1111", "us-east-1:2111"), ("us-east-1:aaaa", "us-east-1:baaa"),
    ("prefs", "other"), ("\"datasetName\":\"prefs\"", "\"datasetName\":null"),
  ])
  func `S-095 an answer that changes a read-only member is refused`(
    old: String, new: String
  ) throws {
    let error = #expect(throws: WireError.self) {
      try Self.invocation().outcome(of: Self.answer(old, new))
    }
    #expect(error?.code == .invalidLambdaFunctionOutput)
    #expect(error?.status == 400)
  }

  @Test(arguments: [
    ("datasetRecords", "records"), (#"{"oldValue":null,"newValue":"b","op":"replace"}"#, "\"b\""),
    ("\"newValue\":\"b\"", "\"newValue\":7"), ("\"op\":\"replace\"", "\"op\":\"put\""),
    ("\"op\":\"replace\"", "\"op\":1"), ("\"k1\"", "\"\""), ("}}}", "}}"),
    ("\"k1\"", "\"\(String(repeating: "k", count: 1_025))\""),
    ("\"newValue\":\"b\"", "\"newValue\":\"\(String(repeating: "v", count: 1_048_576))\""),
  ])
  func `an answer that is no event is refused`(old: String, new: String) throws {
    let error = #expect(throws: WireError.self) {
      try Self.invocation().outcome(of: Self.answer(old, new))
    }
    #expect(error?.code == .invalidLambdaFunctionOutput)
    #expect(error?.message.isEmpty == false)
  }

  @Test(arguments: ["", "null", "[]", "true", "{"])
  func `an answer that is no object is refused`(body: String) throws {
    let error = #expect(throws: WireError.self) {
      try Self.invocation().outcome(of: Array(body.utf8))
    }
    #expect(error?.code == .invalidLambdaFunctionOutput)
  }

  @Test func `whatever an answer says about old values is not read`() throws {
    let answer = try Self.answer(#""oldValue":"x""#, #""oldValue":{"a":[]}"#)
    #expect(try Self.invocation().outcome(of: answer).patches.count == 1)
  }
}
