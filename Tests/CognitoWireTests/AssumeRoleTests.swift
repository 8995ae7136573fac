import SyncCore
import Testing

@testable import CognitoWire

@Suite struct AssumeRoleTests {
  static let input = AssumeRoleWithWebIdentity.Input(
    roleARN: Fixture.role, sessionName: "web-identity+=,.@", token: "a.b.c/d=",
    providerID: "www.amazon.com",
    policyARNs: ["arn:aws:iam::1:policy/first", "arn:aws:iam::1:policy/second"],
    policy: "{\"a\": \"ü&<\"}", duration: 900)

  static func form(_ changes: [String: String?]) -> QueryForm {
    var values = [
      "Action": "AssumeRoleWithWebIdentity", "Version": "2011-06-15", "RoleArn": Fixture.role,
      "RoleSessionName": "web-identity", "WebIdentityToken": "a.b.c",
    ]
    for (name, value) in changes { values[name] = value }
    return QueryForm(values.map { WireQueryItem($0.key, $0.value) })
  }

  @Test func `a request survives the wire, as a body and as a query`() throws {
    let text = AssumeRoleWithWebIdentity.encode(Self.input)
    let form = try #require(QueryForm(body: Array(text.utf8)))
    #expect(form.action == AssumeRoleWithWebIdentity.action)
    #expect(try AssumeRoleWithWebIdentity.decode(form) == Self.input)
    #expect(QueryForm(query: text) == form)
  }

  @Test func `a plus is a space, and members stand in the order of their numbers`() throws {
    let form = try #require(
      QueryForm(
        query: "RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole/R&RoleSessionName=s1&WebIdentityToken=a+b+c"
          + "&PolicyArns.member.10.arn=arn:aws:iam::1:policy/2"
          + "&PolicyArns.member.2.arn=arn:aws:iam::1:policy/1"))
    let input = try AssumeRoleWithWebIdentity.decode(form)
    #expect(input.token == "a b c")
    #expect(input.policyARNs.map(\.last) == ["1", "2"])
    #expect(input.duration == nil)
  }

  @Test(
    arguments: [
      ("RoleArn", nil), ("RoleArn", "short"), ("RoleSessionName", nil), ("RoleSessionName", "x"),
      ("RoleSessionName", "a b"), ("RoleSessionName", RefusalTests.text(65)),
      ("WebIdentityToken", nil), ("WebIdentityToken", "abc"), ("ProviderId", "abc"),
      ("Policy", ""), ("Policy", RefusalTests.text(2_049)), ("DurationSeconds", "899"),
      ("DurationSeconds", "43201"), ("DurationSeconds", "soon"),
      ("PolicyArns.member.1.arn", "short"),
    ] as [(String, String?)])
  func `I-042 each constraint is named`(name: String, value: String?) {
    let error = #expect(throws: STSError.self) {
      try AssumeRoleWithWebIdentity.decode(Self.form([name: value]))
    }
    #expect(error?.code == .validation)
    #expect(error?.code.status == 400)
    let member = name.prefix(1).lowercased() + name.dropFirst()
    #expect(error?.message.contains("at '\(member)' failed to satisfy constraint: ") == true)
  }

  @Test func `a refused token is not repeated`() {
    let token = String(repeating: "secret", count: 4_000)
    let error = #expect(throws: STSError.self) {
      try AssumeRoleWithWebIdentity.decode(Self.form(["WebIdentityToken": token]))
    }
    #expect(error?.message.contains("secret") == false)
  }

  @Test func `I-038 the answer has the elements of the original`() {
    let output = AssumeRoleWithWebIdentity.Output(
      subject: "r:2", audience: "r:1", assumedRoleARN: "arn:aws:sts::1:assumed-role/R/s<&>\u{1}",
      assumedRoleID: "AROA:s", accessKeyID: "ASIA", secretAccessKey: "k", sessionToken: "t",
      expiration: Timestamp(milliseconds: 1_414_191_623_999),
      provider: "cognito-identity.amazonaws.com")
    #expect(
      String(
        decoding: AssumeRoleWithWebIdentity.encode(output, requestID: "q"), as: UTF8.self)
        == #"<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">"#
        + "<AssumeRoleWithWebIdentityResult>"
        + "<SubjectFromWebIdentityToken>r:2</SubjectFromWebIdentityToken><Audience>r:1</Audience>"
        + "<AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/R/s&lt;&amp;&gt;\u{fffd}</Arn>"
        + "<AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser>"
        + "<Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>k</SecretAccessKey>"
        + "<SessionToken>t</SessionToken><Expiration>2014-10-24T23:00:23Z</Expiration></Credentials>"
        + "<Provider>cognito-identity.amazonaws.com</Provider>"
        + "</AssumeRoleWithWebIdentityResult>"
        + "<ResponseMetadata><RequestId>q</RequestId></ResponseMetadata>"
        + "</AssumeRoleWithWebIdentityResponse>")
  }

  @Test func `I-039 a refusal has the elements of the original`() {
    #expect(STSError.notAuthorized.code.status == 403)
    #expect(
      String(decoding: STSError.notAuthorized.body(requestID: "q"), as: UTF8.self)
        == #"<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error>"#
        + "<Type>Sender</Type><Code>AccessDenied</Code>"
        + "<Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error>"
        + "<RequestId>q</RequestId></ErrorResponse>")
  }

  @Test func `a broken form is refused, or understood for good`() {
    var dice = Dice(seed: 6)
    let text = AssumeRoleWithWebIdentity.encode(Self.input)
    for _ in 0..<10_000 {
      guard let form = QueryForm(body: dice.mutated(Array(text.utf8))) else { continue }
      do throws(STSError) {
        let input = try AssumeRoleWithWebIdentity.decode(form)
        let again = QueryForm(query: AssumeRoleWithWebIdentity.encode(input)) ?? QueryForm([])
        let understood = try AssumeRoleWithWebIdentity.decode(again)
        #expect(understood == input)
      } catch {
        #expect(error.code == .validation)
      }
    }
  }
}
