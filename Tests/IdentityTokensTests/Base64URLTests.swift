import IdentityTokens
import Testing

@Suite struct Base64URLTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
    ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
  ]) func `texts encode as in RFC 4648 and read back`(plain: String, encoded: String) {
    #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
    #expect(Base64URL.decode(encoded) == Array(plain.utf8))
  }

  @Test func `the URL alphabet is used`() {
    #expect(Base64URL.encode([0xfb, 0xff, 0xfe]) == "-__-")
  }

  @Test(arguments: ["Z", "Zh", "Zm9", "Zg==", "Zm 9", "Zm+v", "Zmé"])
  func `what encode never writes is refused`(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }
}
