import CommandProgram
import Testing

/// Whoever is quoted in an error may send anything.
struct FailureTests {
  @Test(arguments: [
    ("plain ä 漢 😀", "plain ä 漢 😀"), ("a\u{1b}[31mb", "a\\u{1b}[31mb"),
    ("a\nb\tc\r", "a\\nb\\tc\\r"),
    ("\u{9b}31m", "\\u{9b}31m"), ("\u{7f}", "\\u{7f}"), ("a\u{202e}b", "a\\u{202e}b"),
    ("a\u{2066}b\u{200b}", "a\\u{2066}b\\u{200b}"), ("\u{2028}", "\\u{2028}"),
    ("👩\u{200d}🚀", "👩\u{200d}🚀"),
  ]) func `what would move a terminal is spelled out`(text: String, escaped: String) {
    #expect(text.escaped == escaped)
  }

  @Test func `an error does nothing to a terminal`() {
    let failure = Failure(message: "\u{1b}[2J", hint: "line\nhint: forged")
    #expect(failure.description == "error: \\u{1b}[2J\nhint: line\\nhint: forged\n")
  }
}
