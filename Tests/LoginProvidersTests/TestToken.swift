/// A token that a test puts together, right or wrong.
struct TestToken {
  /// The members of the header, as JSON.
  var header: [String: String]
  /// The claims, as JSON.
  var claims: [String: String]
  var key: TestKey

  /// Creates a token that is right for `StubIssuer` at `StubIssuer.now`.
  init(
    by key: TestKey, issuer: String = "https://login.example.com", audience: String = #""app""#,
    _ claims: [String: String?] = [:]
  ) {
    self.key = key
    header = ["alg": #""\#(key.algorithm)""#, "kid": #""\#(key.id)""#, "typ": #""JWT""#]
    self.claims = [
      "iss": #""\#(issuer)""#, "aud": audience, "sub": #""ann""#, "iat": "\(StubIssuer.now)",
      "exp": "\(StubIssuer.now + 600)",
    ]
    for (name, value) in claims { self.claims[name] = value }
  }

  var text: String {
    get throws { try Self.text(Self.object(header), Self.object(claims), key) }
  }

  /// Returns a token of any header and payload with a good signature.
  static func text(_ header: String, _ payload: String, _ key: TestKey) throws -> String {
    let content = "\(base64URL(header.utf8)).\(base64URL(payload.utf8))"
    return "\(content).\(base64URL(try key.sign(Array(content.utf8))))"
  }

  static func object(_ members: [String: String]) -> String {
    "{"
      + members.sorted { $0.key < $1.key }.map { #""\#($0.key)":\#($0.value)"# }
      .joined(separator: ",") + "}"
  }
}
