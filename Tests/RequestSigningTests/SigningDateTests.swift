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

  @Test func `an HTTP date names the same moment`() {
    #expect(
      SigningDate(http: "Fri, 24 Oct 2014 22:00:12 GMT") == SigningDate("20141024T220012Z"))
    #expect(SigningDate(http: "yesterday") == nil)
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
