import Testing

@testable import CognitoWire

@Suite struct AnalyticsRefusalTests {
  static func event(_ members: String) -> String {
    #"{"events":[{"eventType":"e","timestamp":"2014-10-24T22:00:12.345Z",\#(members)}]}"#
  }

  static let refusals: [Refusal] = [
    Refusal(.putEvents, "{}", "events"), Refusal(.putEvents, #"{"events":{}}"#, "events"),
    Refusal(.putEvents, #"{"events":[{"timestamp":"2014-10-24T22:00:12Z"}]}"#, "eventType"),
    Refusal(.putEvents, #"{"events":[1]}"#, "eventType"),
    Refusal(.putEvents, #"{"events":[{"eventType":"","timestamp":"x"}]}"#, "eventType"),
    Refusal(
      .putEvents, #"{"events":[{"eventType":"\#(RefusalTests.text(51))","timestamp":"x"}]}"#,
      "eventType"),
    Refusal(.putEvents, #"{"events":[{"eventType":"e"}]}"#, "timestamp"),
    Refusal(.putEvents, #"{"events":[{"eventType":"e","timestamp":"today"}]}"#, "timestamp"),
    Refusal(.putEvents, event(#""version":"\#(RefusalTests.text(11))""#), "version"),
    Refusal(.putEvents, event(#""attributes":{"":"x"}"#), "attributes"),
    Refusal(.putEvents, event(#""attributes":{"a":1}"#), "attributes.a"),
    Refusal(.putEvents, event(#""metrics":{"a":"1"}"#), "metrics.a"),
    Refusal(.putEvents, event(#""metrics":{"":1}"#), "metrics"),
    Refusal(.putEvents, event(#""metrics":[]"#), "metrics"),
    Refusal(.putEvents, event(#""session":{"id":""}"#), "id"),
    Refusal(.putEvents, event(#""session":{"duration":"long"}"#), "duration"),
  ]

  @Test(arguments: refusals)
  func `I-054 each constraint of an event is named`(refusal: Refusal) throws {
    try RefusalTests.check(
      refusal, WireMessage(body: Array(refusal.body.utf8), clientContext: "{}"))
  }

  @Test(arguments: [nil, "", "x", "[]", "7"])
  func `I-054 a missing or broken client context is refused`(context: String?) {
    let error = #expect(throws: WireError.self) {
      try PutEvents.decode(
        WireMessage(body: Array(#"{"events":[]}"#.utf8), clientContext: context))
    }
    #expect(error?.code == .badRequest)
    #expect(error?.status == 400)
  }

  @Test func `a body beyond the limit is refused`() {
    let error = #expect(throws: WireError.self) {
      try PutEvents.decode(
        WireMessage(
          body: Array(repeating: 0x20, count: PutEvents.maximumBodySize + 1), clientContext: "{}"))
    }
    #expect(error?.code == .badRequest)
  }
}
