import RequestSigning
import Testing

@Suite struct SigningDateTests {
  @Test(arguments: [
    (Int64(0), "19700101T000000Z"), (1_414_188_012_999, "20141024T220012Z"),
    (951_827_696_000, "20000229T123456Z"), (4_107_542_399_000, "21000228T235959Z"),
    (-1, "19691231T235959Z"),
  ])
  func `a moment and its text are the same`(milliseconds: Int64, text: String) throws {
    let date = SigningDate(milliseconds: milliseconds)
    #expect(date.description == text)
    #expect(try #require(SigningDate(text)).seconds == date.seconds)
  }

  @Test(arguments: [
    "", "2014", "20141024T220012", "20141324T220012Z", "2014-10-24T22:00:12Z", "20141024T250012Z",
    "20141024X220012Z", "-0141024T220012Z",
  ])
  func `anything else is refused`(text: String) {
    #expect(SigningDate(text) == nil)
  }

  @Test(arguments: [
    ("Fri, 24 Oct 2014 22:00:12 GMT", 1_414_188_012 as Int64?),
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
    ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ("yesterday", nil), ("Sun, 06 Nov 1994 25:00:00 GMT", nil),
    ("Sun, 06 Nov 1994 08:49:37 CET", nil),
  ])
  func `an HTTP date names a moment`(text: String, seconds: Int64?) {
    #expect(SigningDate(http: text)?.seconds == seconds)
  }

  @Test func `every day of four centuries survives the round trip`() {
    for day in stride(from: Int64(0), to: 146_097, by: 1) {
      let date = SigningDate(milliseconds: day * 86_400_000)
      guard SigningDate(date.description) == date else {
        Issue.record("day \(day) became \(date)")
        return
      }
    }
  }
}
