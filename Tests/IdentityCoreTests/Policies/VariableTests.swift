import IdentityCore
import Testing

@Suite struct VariableTests {
  private func document(_ end: String, _ effect: PolicyStatement.Effect = .allow) throws
    -> PolicyDocument
  {
    try PolicyDocument(
      .rule(
        effect,
        on: "arn:aws:cognito-sync:us-east-1:123456789012:identitypool/${\(identityKey):aud}"
          + "/identity/\(end)"))
  }

  @Test func `S-083 one's own identity is allowed and no other`() throws {
    let own = try document("${\(identityKey):sub}/*")
    #expect(own.allows())
    #expect(own.allows("cognito-sync:ListDatasets", on: resource("dataset/null")))
    #expect(!own.allows(on: resource(of: "us-east-1:2222cccc")))
    let device = String(resource("").dropLast())
    #expect(!own.allows("cognito-sync:RegisterDevice", on: device))
  }

  @Test func `I-051 an unknown variable makes a statement match nothing`() throws {
    let unknown = try document("${aws:PrincipalTag/team}/*")
    #expect(!unknown.allows())
    #expect(try !document("*/${no:such}").allows())
    let denied = PolicyDocument(
      statements: [try .rule(), try #require(document("${no:such}*", .deny).statements.first)])
    #expect(denied.allows())
  }

  @Test func `I-051 an unknown variable makes even a negation match nothing`() throws {
    let document = PolicyDocument(
      PolicyStatement(
        effect: .allow, actions: .including([try ActionPattern("*")]),
        resources: .excluding([try ResourcePattern("arn:aws:x:::${no:such}")])))
    #expect(!document.allows())
    let condition = try PolicyCondition.when("StringNotEquals", "aws:UserAgent", "${no:such}")
    #expect(try !condition.holds(in: .of("aws:UserAgent", "x")))
  }

  @Test(arguments: ["*", "?", "us-east-1:????????", "us-east-1:*", "*/dataset/prefs", "a/../*"])
  func `I-051 wildcards in a value stand for themselves`(value: String) throws {
    var context = PolicyContext.member
    context.set("\(identityKey):sub", to: value)
    let own = try document("${\(identityKey):sub}/*")
    #expect(!own.allows(in: context))
    #expect(own.allows(on: resource(of: value), in: context))
    let like = try PolicyCondition.when("StringLike", "aws:UserAgent", "${\(identityKey):sub}")
    context.set("aws:UserAgent", to: "anything")
    #expect(try !like.holds(in: context))
    context.set("aws:UserAgent", to: value)
    #expect(try like.holds(in: context))
  }

  @Test(arguments: ["${\(identityKey):sub}", "${aws:userid}", "${${}}"])
  func `I-051 a value that looks like a variable is none`(value: String) throws {
    var context = PolicyContext.member
    context.set("aws:PrincipalTag/a", to: value)
    #expect(try !document("${aws:PrincipalTag/a}/*").allows(in: context))
  }

  @Test func `a value does not reach into other fields of an ARN`() throws {
    var context = PolicyContext.member
    context.set("aws:PrincipalTag/a", to: "123456789012:identitypool/x")
    let document = try PolicyDocument(
      .rule(on: "arn:aws:cognito-sync:us-east-1:${aws:PrincipalTag/a}:*"))
    #expect(
      !document.allows(
        on: "arn:aws:cognito-sync:us-east-1:123456789012:identitypool/x:y", in: context))
  }

  @Test func `a variable of several values has none`() throws {
    let document = try PolicyDocument(.rule(on: "arn:aws:x:::${\(identityKey):amr}"))
    #expect(!document.allows(on: "arn:aws:x:::authenticated"))
  }

  @Test func `a default stands in for a missing value`() throws {
    let document = try PolicyDocument(.rule(on: "arn:aws:x:::${aws:PrincipalTag/team, 'a*'}"))
    #expect(document.allows(on: "arn:aws:x:::a*"))
    #expect(!document.allows(on: "arn:aws:x:::ab"))
    #expect(document.allows(on: "arn:aws:x:::red", in: .of("aws:principaltag/TEAM", "red")))
    #expect(!document.allows(on: "arn:aws:x:::a*", in: .of("aws:PrincipalTag/team", "red")))
  }

  @Test func `wildcards can be written as variables`() throws {
    let document = try PolicyDocument(.rule(on: "arn:aws:x:::a${*}b${?}c${$}d*"))
    #expect(document.allows(on: "arn:aws:x:::a*b?c$de"))
    #expect(!document.allows(on: "arn:aws:x:::axbyc$d"))
    let condition = try PolicyCondition.when("StringEquals", "aws:UserAgent", "${$}{x}*")
    #expect(try condition.holds(in: .of("aws:UserAgent", "${x}*")))
  }

  @Test(arguments: ["${", "${}", "${a", "${a${b}}", "${a,b}", "${a, 'b}", "${ }", "${a*}"])
  func `a broken variable is refused`(text: String) {
    #expect(throws: PolicyError.variable("arn:aws:x:::\(text)")) {
      try ResourcePattern("arn:aws:x:::\(text)")
    }
  }

  @Test func `a document of an old version knows no variables`() throws {
    let pattern = try ResourcePattern("arn:aws:x:::${a", variables: false)
    #expect(pattern.matches("arn:aws:x:::${a", in: PolicyContext()) == true)
  }
}
