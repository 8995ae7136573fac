import CognitoWire
import IdentityCore
import SyncCore
import Testing

@Suite struct PolicyJSONTests {
  private func statement(_ members: String) -> String {
    #"{"Version":"2012-10-17","Statement":[{\#(members)}]}"#
  }

  private func allows(
    _ text: String, _ action: String = "cognito-sync:ListRecords",
    on resource: String = "arn:aws:cognito-sync:us-east-1:1:identitypool/p",
    in context: PolicyContext = PolicyContext()
  ) throws -> Bool {
    try PolicyDocument(json: text, .permissions).decision(
      on: PolicyRequest(action: action, resources: [resource], context: context)) == .allowed
  }

  @Test func `the default policies are read and mean what is documented`() throws {
    let permissions = try PolicyDocument(json: DefaultRoles.permissionPolicy, .permissions)
    for action in ["cognito-sync:UpdateRecords", "mobileanalytics:PutEvents"] {
      #expect(permissions.decision(onEvery: action) == .allowed)
    }
    #expect(permissions.decision(onEvery: "s3:GetObject") == .notMentioned)
    #expect(permissions.decision(onEvery: "mobileanalytics:GetReports") == .notMentioned)
  }

  @Test(arguments: [
    (["unauthenticated"], "us-east-1:0a", false), (["authenticated", "x"], "us-east-1:0a", true),
    (["authenticated", "x"], "us-east-1:0b", false), ([], "us-east-1:0a", false),
  ]) func `I-039 the default trust policy wants its pool and its kind of sign-in`(
    amr: [String], aud: String, isTrusted: Bool
  ) throws {
    let pool = try #require(IdentityPoolID("us-east-1:0a"))
    let trust = try PolicyDocument(
      json: DefaultRoles.trustPolicy(for: pool, amr: "authenticated"), .trust)
    var context = PolicyContext()
    context.set("cognito-identity.amazonaws.com:aud", to: aud)
    context["cognito-identity.amazonaws.com:amr"] = amr
    let request = PolicyRequest(
      action: "sts:AssumeRoleWithWebIdentity", resources: [], principal: .identityService,
      context: context)
    #expect((trust.decision(on: request) == .allowed) == isTrusted)
  }

  @Test func `a value may stand alone or in a list, and so may a statement`() throws {
    let alone = #"{"Statement":{"Effect":"Allow","Action":"cognito-sync:*","Resource":"*"}}"#
    let listed = statement(
      #""Sid":"a","Effect":"Allow","Action":["s3:*","cognito-sync:*"],"Resource":["*"]"#)
    #expect(try allows(alone))
    #expect(try allows(listed))
    #expect(
      try PolicyDocument(json: listed, .permissions).statements.map(\.id) == ["a"])
  }

  @Test func `negated elements and conditions are read`() throws {
    let text = statement(
      #""Effect":"Allow","NotAction":"s3:*","NotResource":"arn:aws:s3:::*","#
        + #""Condition":{"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"n":[1,2.5]}}"#)
    var context = PolicyContext()
    #expect(try !allows(text, in: context))
    context.set("aws:SecureTransport", to: "true")
    context.set("n", to: "2")
    #expect(try allows(text, in: context))
    #expect(try !allows(text, "s3:GetObject", in: context))
  }

  @Test func `variables count from version 2012-10-17 on`() throws {
    let rest = #""Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:x:::${a}"}}"#
    var context = PolicyContext()
    context.set("a", to: "b")
    let new = #"{"Version":"2012-10-17",\#(rest)"#
    #expect(try allows(new, on: "arn:aws:x:::b", in: context))
    for old in [#"{"Version":"2008-10-17",\#(rest)"#, "{\(rest)"] {
      #expect(try !allows(old, on: "arn:aws:x:::b", in: context))
      #expect(try allows(old, on: "arn:aws:x:::${a}", in: context))
    }
  }

  @Test(arguments: [
    ("{", "invalid JSON"), ("[]", "must be an object"), ("{}", "'Statement' is missing"),
    (#"{"Statement":[]}"#, "Statement: must not be an empty list"),
    (#"{"Version":"2020","Statement":[]}"#, "Version: must be"),
    (#"{"Versoin":"2012-10-17"}"#, "'Versoin' is no element"),
    (#"{"Statement":[{}]}"#, "Statement[0]: 'Effect' is missing"),
    (#"{"Statement":[{"Effect":"allow"}]}"#, "Statement[0].Effect: must be 'Allow' or 'Deny'"),
    (
      #"{"Statement":[{"Effect":"Allow","Effect":"Deny"}]}"#,
      "Statement[0]: 'Effect' is given twice"
    ),
    (#"{"Statement":[{"Effect":"Allow"}]}"#, "'Action' or 'NotAction' is missing"),
    (
      #"{"Statement":[{"Effect":"Allow","Action":"*","NotAction":"*"}]}"#,
      "has both 'Action' and 'NotAction'"
    ),
    (
      #"{"Statement":[{"Effect":"Allow","Action":["s3:*","x"],"Resource":"*"}]}"#,
      "Statement[0].Action[1]: 'x' is not of the form"
    ),
    (
      #"{"Statement":{"Effect":"Allow","Action":"*","Resource":"prefs"}}"#,
      "Statement.Resource: 'prefs' must be an ARN"
    ),
    (
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:${"}]}"#,
      "Statement[0].Resource: 'arn:${' has a '${'"
    ),
    (
      #"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}]}"#,
      "Statement[0]: 'Principal' is no element"
    ),
    (
      #"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Is":{"a":"b"}}}]}"#,
      "Statement[0].Condition.Is: 'Is' is no condition operator"
    ),
    (
      #"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a":"b"}}}]}"#,
      "Statement[0].Condition.Bool.a: 'b' is not 'true' or 'false'"
    ),
    (
      #"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a":[]}}}]}"#,
      "Statement[0].Condition.Bool.a: must not be an empty list"
    ),
    (#"{"Statement":[{"Effect":"Allow","Action":1,"Resource":"*"}]}"#, "Action: must be a string"),
  ]) func `a broken policy is refused with what is wrong and where`(
    text: String, reason: String
  ) throws {
    let error = #expect(throws: PolicySyntaxError.self) {
      try PolicyDocument(json: text, .permissions)
    }
    let description = try #require(error).description
    #expect(description.contains(reason), "\(description)")
  }

  @Test func `a trust policy names somebody and no resource`() {
    let nobody = #"{"Statement":[{"Effect":"Allow","Action":"sts:*"}]}"#
    let resource =
      #"{"Statement":[{"Effect":"Allow","Action":"sts:*","Principal":"*","Resource":"*"}]}"#
    for text in [nobody, resource] {
      #expect(throws: PolicySyntaxError.self) { try PolicyDocument(json: text, .trust) }
    }
  }

  @Test func `a policy that is too long is refused`() {
    let text = #"{"Id":"\#(String(repeating: "a", count: 10_240))"}"#
    #expect(throws: PolicySyntaxError("", "a policy has at most 10240 bytes")) {
      try PolicyDocument(json: text, .permissions)
    }
  }

  @Test func `no text crashes the reader, and what it reads can be asked`() throws {
    var generator = SmallRandom(state: 11)
    let seeds = [
      DefaultRoles.permissionPolicy,
      DefaultRoles.trustPolicy(for: try #require(IdentityPoolID("r:0a")), amr: "authenticated"),
      statement(
        #""Effect":"Deny","NotAction":["a:b?"],"NotResource":"arn:aws:x:::${a, 'b'}*","#
          + #""Condition":{"ForAnyValue:StringLikeIfExists":{"a":["${b}","*"]},"#
          + #""DateLessThan":{"d":"2014-10-24"},"IpAddress":{"i":"10.0.0.0/8"}}"#),
    ]
    let splinters = ["\"", "{", "}", "[", "]", ":", ",", "*", "${", "}", "null", "1e9", "é", "\\u"]
    var context = PolicyContext()
    for key in ["a", "b", "d", "i"] { context.set(key, to: "1") }
    for _ in 0..<4_000 {
      var text = Array(seeds.randomElement(using: &generator) ?? "")
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<text.count, using: &generator)
        let end = min(text.count, place + Int.random(in: 0...3, using: &generator))
        text.replaceSubrange(
          place..<end, with: splinters.randomElement(using: &generator) ?? "")
      }
      for kind in [PolicyKind.permissions, .trust] {
        guard let document = try? PolicyDocument(json: String(text), kind) else { continue }
        _ = document.decision(
          on: PolicyRequest(action: "a:b", resources: ["arn:aws:x:::b"], context: context))
      }
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
