import HTTPTypes
import Testing

@testable import RequestSigning

@Suite struct SignatureVerifierTests {
  static let now: Int64 = 1_414_188_012_000
  let verifier = SignatureVerifier(region: "us-east-1")
  let credentials = SigningVectorTests.credentials

  func signed(
    body: [UInt8] = Array("{}".utf8), at milliseconds: Int64 = now, region: String = "us-east-1",
    service: String = "cognito-sync", change: (inout HTTPRequest) -> Void = { _ in }
  ) -> HTTPRequest {
    var request = SigningVectorTests.request(colon: "%3A")
    request.method = .post
    request.authority = "127.0.0.1:8420"
    change(&request)
    RequestSigner(credentials: credentials, region: region, service: service)
      .sign(&request, body: body, at: milliseconds)
    return request
  }

  func verify(
    _ request: HTTPRequest, body: [UInt8] = Array("{}".utf8), secret: String? = nil
  ) throws(SignatureError) {
    let claim = try SignatureClaim(request)
    try verifier.check(claim, service: "cognito-sync", now: Self.now)
    try verifier.verify(
      claim, secret: secret ?? credentials.secretAccessKey, request: request, body: body)
  }

  @Test func `what was signed is accepted, again and again`() throws {
    for _ in 0..<3 { try verify(signed()) }
  }

  @Test func `I-044 a wrong secret is a mismatch, also after a right one was remembered`() throws {
    try verify(signed())
    #expect(throws: SignatureError.mismatch) { try verify(signed(), secret: "another") }
    try verify(signed())
  }

  @Test func `I-044 a changed body, query, path, method or host is a mismatch`() {
    let request = signed()
    #expect(throws: SignatureError.mismatch) { try verify(request, body: Array("{ }".utf8)) }
    let changes: [(inout HTTPRequest) -> Void] = [
      { $0.path = $0.path?.replacing("lastSyncCount=0", with: "lastSyncCount=1") },
      { $0.path = $0.path?.replacing("prefs", with: "Prefs") },
      { $0.method = .delete },
      { $0.authority = "127.0.0.2:8420" },
      { $0.headerFields[.amazonSecurityToken] = "ANOTHER" },
      { $0.headerFields[.amazonContentHash] = "UNSIGNED-PAYLOAD" },
    ]
    for change in changes {
      var request = request
      change(&request)
      #expect(throws: SignatureError.mismatch) { try verify(request) }
    }
  }

  @Test func `any changed digit of the signature is a mismatch`() throws {
    let request = signed()
    let header = try #require(request.headerFields[.authorization])
    let start = header.index(header.endIndex, offsetBy: -64)
    for offset in 0..<64 {
      var digits = Array(header)
      let place = header.distance(from: header.startIndex, to: start) + offset
      digits[place] = digits[place] == "0" ? "1" : "0"
      var changed = request
      changed.headerFields[.authorization] = String(digits)
      #expect(throws: SignatureError.mismatch) { try verify(changed) }
    }
  }

  @Test func `a host signed without its port is accepted`() throws {
    var request = signed { $0.authority = "127.0.0.1" }
    request.authority = "127.0.0.1:8420"
    try verify(request)
  }

  @Test(arguments: [-299_000, 299_000] as [Int64])
  func `I-045 four minutes and more of another clock are accepted`(difference: Int64) throws {
    try verify(signed(at: Self.now + difference))
  }

  @Test(arguments: [-360_000, 360_000] as [Int64])
  func `I-045 six minutes are refused with the time in the message`(difference: Int64) throws {
    let request = signed(at: Self.now + difference)
    let error = #expect(throws: SignatureError.self) { try verify(request) }
    let message = try #require(error).message
    #expect(message.contains(difference < 0 ? "Signature expired" : "Signature not yet current"))
    #expect(message.contains("5 min."))
  }

  @Test func `I-046 another region, service or day is refused by name`() throws {
    let region = #expect(throws: SignatureError.self) { try verify(signed(region: "eu-west-1")) }
    #expect(try #require(region).message.contains("not 'eu-west-1'"))
    let service = #expect(throws: SignatureError.self) { try verify(signed(service: "s3")) }
    #expect(try #require(service).message.contains("correct service: 'cognito-sync'"))
    var request = signed()
    request.headerFields[.amazonDate] = "20141025T000000Z"
    let day = #expect(throws: SignatureError.self) { try verify(request) }
    #expect(try #require(day).message.hasPrefix("Date in Credential scope does not match"))
  }

  @Test func `a missing or unreadable header is told apart`() throws {
    var request = signed()
    request.headerFields[.authorization] = nil
    #expect(throws: SignatureError.missing) { try verify(request) }
    let broken = [
      "Basic abc", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=a/b/c, Signature=d",
      "AWS4-HMAC-SHA256 Credential=a/20141024/us-east-1/cognito-sync/aws4_request, Signature=d",
      String(repeating: "A", count: 100_000),
    ]
    for header in broken {
      request.headerFields[.authorization] = header
      let error = #expect(throws: SignatureError.self) { try verify(request) }
      guard case .incomplete(let message) = error else {
        Issue.record("\(header.prefix(40)) gave \(String(describing: error))")
        continue
      }
      #expect(!message.isEmpty)
    }
  }

  @Test func `a token or date that is not signed is refused`() throws {
    var request = signed()
    let header = try #require(request.headerFields[.authorization])
    request.headerFields[.authorization] = header.replacing(";x-amz-security-token", with: "")
    #expect(throws: SignatureError.mismatch) { try verify(request) }
  }

  @Test func `separators without spaces are read`() throws {
    var request = signed()
    let header = try #require(request.headerFields[.authorization])
    request.headerFields[.authorization] = header.replacing(", ", with: ",")
    try verify(request)
  }
}
