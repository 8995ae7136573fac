import CognitoWire
import Testing

@testable import syncctl

/// A service, or whoever wrote into it, may send anything.
@Suite struct EscapeTests {
  @Test func `a table's cells do nothing to a terminal`() {
    let table = Table(columns: [.text("A")], rows: [["\u{1b}]0;title\u{7}"]])
    #expect(table.lines(width: nil)[1] == "\\u{1b}]0;title\\u{7}")
  }

  @Test func `JSON stays what it is, and is safe on a terminal`() throws {
    let value = JSONValue.string("\u{1b}\u{9b}\u{202e}\u{e0041}ä\n")
    let text = value.text
    #expect(text == #""\u001b\u009b\u202e\udb40\udc41ä\n""#)
    #expect(try JSONReader.read(Array(text.utf8)) == value)
  }
}
