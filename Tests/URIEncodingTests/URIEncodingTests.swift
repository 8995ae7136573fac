import Testing
import URIEncoding

@Suite struct URIEncodingTests {
  @Test(arguments: [
    ("us-east-1:abc", "us-east-1%3Aabc"), ("us-east-1%3Aabc", "us-east-1%253Aabc"),
    ("AZaz09-._~", "AZaz09-._~"), ("a b+c/ü", "a%20b%2Bc%2F%C3%BC"), ("", ""),
  ])
  func `only unreserved characters stay`(text: String, encoded: String) {
    #expect(URIEncoding.encode(text) == encoded)
  }

  @Test(arguments: ["", "plain", "ü€😀", "a%b", "a b\u{0}\n"])
  func `decoding reverses encoding`(text: String) {
    #expect(URIEncoding.decode(URIEncoding.encode(text)) == text)
  }

  @Test(arguments: ["%", "%4", "%zz", "%C3", "%FF%FE"])
  func `broken escapes and broken UTF-8 are refused`(text: String) {
    #expect(URIEncoding.decode(text) == nil)
  }

  @Test func `a plus is a space only in forms`() {
    #expect(URIEncoding.decode("a+b") == "a+b")
    #expect(URIEncoding.decode("a+b", plusIsSpace: true) == "a b")
  }

  @Test func `pairs keep their order, and a name without a value has an empty one`() throws {
    let pairs = try #require(URIEncoding.decodePairs("b=1&&a=x%3Dy=z&flag"))
    #expect(pairs.map(\.name) == ["b", "a", "flag"])
    #expect(pairs.map(\.value) == ["1", "x=y=z", ""])
    #expect(URIEncoding.decodePairs("a=%4") == nil)
  }
}
