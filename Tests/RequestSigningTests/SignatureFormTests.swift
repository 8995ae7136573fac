import HTTPTypes
import Testing

@testable import RequestSigning

/// Signatures made by hand, as clients of many kinds make them.
@Suite struct SignatureFormTests {
  static let now = SigningVectorTests.milliseconds
  let verifier = SignatureVerifier(region: "us-east-1")
  let credentials = SigningVectorTests.credentials

  /// How a client writes its header.
  struct Form {
    var names = ["host", "x-amz-date", "x-amz-security-token"]
    var service = "cognito-sync"
    var separator = ", "
    var payloadHash = SigningVectorTests.emptyHash
  }

  /// Signs what is there, and nothing else.
  private func sign(_ request: inout HTTPRequest, _ form: Form = Form()) {
    let date = SigningDate(milliseconds: Self.now)
    let scope = CredentialScope(day: date.day, region: "us-east-1", service: form.service)
    let canonical = CanonicalRequest(
      request, signedHeaders: form.names, payloadHash: form.payloadHash)
    let signature = SigningKey(secret: credentials.secretAccessKey, scope: scope)
      .signature(of: canonical, at: date, in: scope)
    request.headerFields[.authorization] =
      "AWS4-HMAC-SHA256 "
      + [
        "Credential=\(credentials.accessKeyID)/\(scope)",
        "SignedHeaders=\(form.names.joined(separator: ";"))", "Signature=\(signature)",
      ].joined(separator: form.separator)
  }

  private func verify(
    _ request: HTTPRequest, service: String = "cognito-sync"
  ) throws(SignatureError) {
    let claim = try SignatureClaim(request)
    try verifier.check(claim, service: service, now: Self.now)
    try verifier.verify(
      claim, secret: credentials.secretAccessKey, request: request, body: [])
  }

  @Test(arguments: ["%3A", ":", "%3a"])
  func `B-65 I-043 every spelling of a colon is verified as it was sent`(colon: String) throws {
    var request = SigningVectorTests.request(colon: colon)
    sign(&request)
    try verify(request)
    for other in ["%3A", ":", "%3a"] where other != colon {
      request.path = SigningVectorTests.request(colon: other).path
      #expect(throws: SignatureError.mismatch) { try verify(request) }
    }
  }

  @Test(arguments: [", ", ",", ",   ", " , "])
  func `any spaces may stand between the parts`(separator: String) throws {
    var request = SigningVectorTests.request(colon: "%3A")
    sign(&request, Form(separator: separator))
    try verify(request)
  }

  @Test(arguments: [["host", "x-amz-security-token"], ["host", "x-amz-date"], ["host"]])
  func `a date or a token outside the signature is refused`(names: [String]) throws {
    var request = SigningVectorTests.request(colon: "%3A")
    sign(&request, Form(names: names))
    #expect(throws: SignatureError.mismatch) { try verify(request) }
  }

  @Test func `I-044 a host outside the signature is refused`() {
    var request = SigningVectorTests.request(colon: "%3A")
    sign(&request, Form(names: ["x-amz-date", "x-amz-security-token"]))
    #expect(throws: SignatureError.mismatch) { try verify(request) }
  }

  @Test func `signed headers out of order are refused`() {
    var request = SigningVectorTests.request(colon: "%3A")
    sign(&request, Form(names: ["x-amz-date", "host", "x-amz-security-token"]))
    #expect(throws: SignatureError.mismatch) { try verify(request) }
  }

  @Test func `a Date header stands in for a missing X-Amz-Date`() throws {
    var request = SigningVectorTests.request(colon: "%3A")
    request.headerFields[.amazonDate] = nil
    request.headerFields[.date] = "Fri, 24 Oct 2014 22:00:12 GMT"
    sign(&request, Form(names: ["date", "host", "x-amz-security-token"]))
    try verify(request)
    request.headerFields[.date] = "Fri, 24 Oct 2014 22:00:13 GMT"
    #expect(throws: SignatureError.mismatch) { try verify(request) }
    request.headerFields[.date] = nil
    let error = #expect(throws: SignatureError.self) { try verify(request) }
    #expect(error?.message.contains("'Date'") == true)
  }

  @Test(arguments: ["UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "", "00"])
  func `I-049 a payload that is not hashed is refused though its claim is signed`(
    declared: String
  ) {
    var request = SigningVectorTests.request(colon: "%3A")
    request.headerFields[.amazonContentHash] = declared
    sign(
      &request,
      Form(
        names: ["host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"],
        payloadHash: declared))
    #expect(throws: SignatureError.mismatch) { try verify(request) }
  }

  @Test func `the hash of the payload may be declared`() throws {
    var request = SigningVectorTests.request(colon: "%3A")
    request.headerFields[.amazonContentHash] = SigningVectorTests.emptyHash
    sign(
      &request,
      Form(names: ["host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"]))
    try verify(request)
  }

  @Test(arguments: ["/./records", "/../records", "//records", "/records/."])
  func `a path with another normal form is refused, however well it is signed`(end: String) {
    var request = SigningVectorTests.request(colon: "%3A")
    request.path = "/identitypools" + end
    sign(&request)
    #expect(throws: SignatureError.path) { try verify(request) }
  }

  @Test func `I-046 every service has a scope of its own`() throws {
    for signed in ["cognito-sync", "mobileanalytics", "cognito-identity"] {
      var request = SigningVectorTests.request(colon: "%3A")
      sign(&request, Form(service: signed))
      for asked in ["cognito-sync", "mobileanalytics", "cognito-identity"] {
        guard signed != asked else {
          try verify(request, service: asked)
          continue
        }
        #expect(throws: SignatureError.self) { try verify(request, service: asked) }
      }
    }
  }

  @Test func `header values are signed trimmed, joined and with single spaces`() throws {
    var request = SigningVectorTests.request(colon: "%3A")
    let name = try #require(HTTPField.Name("x-amz-meta"))
    request.headerFields[values: name] = ["a   b", "c"]
    sign(
      &request, Form(names: ["host", "x-amz-date", "x-amz-meta", "x-amz-security-token"]))
    request.headerFields[values: name] = [" a b ", "c"]
    try verify(request)
    request.headerFields[values: name] = ["a b c"]
    #expect(throws: SignatureError.mismatch) { try verify(request) }
  }

  @Test(arguments: [
    ("?b=2&a=1", "?a=1&b=2"), ("?a=b%20c", "?a=b%20c"), ("?a", "?a="), ("?a=~", "?a=%7E"),
    ("?a=%c3%a4", "?a=%C3%A4"), ("?a=1&a=0", "?a=0&a=1"),
  ]) func `queries of one meaning have one canonical form`(left: String, right: String) throws {
    var request = SigningVectorTests.request(colon: "%3A")
    request.path = "/identitypools" + left
    sign(&request)
    request.path = "/identitypools" + right
    try verify(request)
  }

  @Test func `a plus in a query is no space`() {
    var request = SigningVectorTests.request(colon: "%3A")
    request.path = "/identitypools?a=b+c"
    sign(&request)
    request.path = "/identitypools?a=b%20c"
    #expect(throws: SignatureError.mismatch) { try verify(request) }
  }

  @Test func `no header crashes the parser, and none that was changed is accepted`() throws {
    var generator = SmallRandom(state: 9)
    var request = SigningVectorTests.request(colon: "%3A")
    sign(&request)
    let header = try #require(request.headerFields[.authorization])
    let splinters = [
      "", " ", ",", "=", ";", "/", "Credential=", "Signature=", "é", "\t", "%3A", "0",
    ]
    for _ in 0..<3_000 {
      var text = Array(header)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<text.count, using: &generator)
        let end = min(text.count, place + Int.random(in: 0...4, using: &generator))
        text.replaceSubrange(
          place..<end, with: splinters.randomElement(using: &generator) ?? "")
      }
      var changed = request
      changed.headerFields[.authorization] = String(text)
      // The key decides about the secret and is no part of what is signed.
      guard let claim = try? SignatureClaim(changed),
        claim.accessKeyID == credentials.accessKeyID
      else { continue }
      guard (try? verify(changed)) != nil else { continue }
      #expect(claim == (try SignatureClaim(request)), "\(String(text))")
    }
  }
}

/// A generator that gives the same numbers on every run (xorshift).
private struct SmallRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
