import Testing

@testable import CognitoWire

@Suite struct JSONTests {
  @Test(arguments: [
    ("null", JSONValue.null), ("true", .bool(true)), ("-0", .integer(0)), ("12", .integer(12)),
    ("9223372036854775807", .integer(.max)),
    ("9223372036854775808", .double(9.223372036854775808e18)),
    ("1.412974057151E9", .double(1_412_974_057.151)),
    (#""a\u00fc\ud83d\ude00\n""#, .string("aü😀\n")),
    (" [1 , [ ] , {} ] ", .array([.integer(1), .array([]), .object([])])),
    (#"{"a":{"b":null}}"#, .object([JSONMember("a", .object([JSONMember("b", .null)]))])),
  ])
  func `a text becomes its value`(text: String, value: JSONValue) throws {
    #expect(try JSONReader.read(Array(text.utf8)) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "01", "1.", ".5", "+1", "1e", "1e999", "\"", "\"\\x\"", "\"\\ud800\"",
    "\"\\udc00\"", "\"\t\"", "[1,]", "[1 2]", "{\"a\"}", "{a:1}", "{\"a\":1,}", "1 2", "\u{feff}1",
    "[", "{", "\"\\u12", "tru", "--1", "'a'",
  ])
  func `a text that is no JSON is refused`(text: String) {
    #expect(throws: JSONReader.Failure.self) { try JSONReader.read(Array(text.utf8)) }
  }

  @Test func `bytes that are no UTF-8 are refused, inside and behind escapes`() {
    for bytes in [[0x22, 0xff, 0x22], [0x22, 0x5c, 0x6e, 0xc3, 0x22], [0xff]] as [[UInt8]] {
      #expect(throws: JSONReader.Failure.self) { try JSONReader.read(bytes) }
    }
  }

  @Test func `nesting is bounded`() throws {
    let deep = { (depth: Int) in
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSONReader.read(deep(JSONReader.maximumDepth))
    #expect(throws: JSONReader.Failure.self) { try JSONReader.read(deep(100_000)) }
  }

  @Test func `what is written is read back`() throws {
    let value = JSONValue.object([
      JSONMember("", .string("\u{0}\u{1f}\"\\/\u{7f}é\u{301}😀")),
      JSONMember("list", .array([.integer(.min), .double(0.1), .bool(false), .null])),
    ])
    #expect(try JSONReader.read(JSONWriter.write(value)) == value)
  }

  @Test(arguments: [
    (Int64(1_414_188_012_345), "1414188012.345"), (1_414_188_011_000, "1414188011.000"),
    (5, "0.005"), (-1_500, "-1.500"), (0, "0.000"),
  ])
  func `moments have three fraction digits`(milliseconds: Int64, text: String) {
    #expect(String(decoding: JSONWriter.write(.milliseconds(milliseconds)), as: UTF8.self) == text)
  }

  @Test func `null counts as absent, and the last of repeated members counts`() throws {
    let value = try JSONReader.read(Array(#"{"a":1,"b":null,"a":2}"#.utf8))
    #expect(value["a"] == .integer(2))
    #expect(value["b"] == nil)
    #expect(value["c"] == nil)
  }
}
