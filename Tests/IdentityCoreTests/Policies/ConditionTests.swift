import IdentityCore
import Testing

@Suite struct ConditionTests {
  @Test(arguments: [
    ("StringEquals", "abc", "abc", true), ("StringEquals", "abc", "ABC", false),
    ("StringEquals", "a*", "abc", false), ("StringEquals", "a*", "a*", true),
    ("StringNotEquals", "abc", "abc", false), ("StringNotEquals", "abc", "ABC", true),
    ("StringEqualsIgnoreCase", "abc", "ABC", true),
    ("StringEqualsIgnoreCase", "abc", "abd", false),
    ("StringNotEqualsIgnoreCase", "abc", "ABC", false),
    ("StringNotEqualsIgnoreCase", "abc", "abd", true),
    ("StringLike", "a*c", "abbc", true), ("StringLike", "a?c", "abbc", false),
    ("StringLike", "A*", "abc", false), ("StringNotLike", "a*", "abc", false),
    ("StringNotLike", "a*", "xbc", true), ("StringEquals", "é", "e\u{301}", false),
    ("ArnEquals", "arn:aws:x:::a*", "arn:aws:x:::ab", true),
    ("ArnLike", "arn:aws:*:::a", "arn:aws:x:y::a", false),
    ("ArnLike", "arn:aws:x:*:*:a", "arn:aws:x:y:z:a", true),
    ("ArnNotEquals", "arn:aws:x:::a*", "arn:aws:x:::ab", false),
    ("ArnNotLike", "arn:aws:x:::a*", "arn:aws:x:::bb", true), ("ArnLike", "*", "anything", true),
    ("Bool", "true", "true", true), ("Bool", "true", "TRUE", true),
    ("Bool", "true", "false", false),
    ("Bool", "false", "false", true),
    ("NumericEquals", "10", "10.0", true), ("NumericEquals", "10", "11", false),
    ("NumericNotEquals", "10", "11", true), ("NumericNotEquals", "10", "10", false),
    ("NumericLessThan", "10", "9", true), ("NumericLessThan", "10", "10", false),
    ("NumericLessThanEquals", "10", "10", true), ("NumericGreaterThan", "10", "9", false),
    ("NumericGreaterThan", "9", "10", true), ("NumericGreaterThanEquals", "-1e1", "-10", true),
    ("NumericEquals", "10", "ten", false), ("NumericLessThan", "10", "", false),
    ("NumericLessThan", "10", "nan", false),
    ("DateEquals", "2014-10-24T22:00:00Z", "1414188000", true),
    ("DateEquals", "2014-10-24T22:00:00Z", "2014-10-25T00:00:00+02:00", true),
    ("DateNotEquals", "2014-10-24", "2014-10-25", true),
    ("DateLessThan", "2014-10-24T22:00:00Z", "2014-10-24T21:59:59.999Z", true),
    ("DateLessThan", "2014-10-24", "2014-10-24", false),
    ("DateLessThanEquals", "2014-10-24", "2014-10-24", true),
    ("DateGreaterThan", "2014-10-24", "2014-10-24T00:00:00.5Z", true),
    ("DateGreaterThanEquals", "2014-10-24", "2014-10-23T23:59Z", false),
    ("DateLessThan", "2014-10-24", "yesterday", false),
    ("IpAddress", "10.1.0.0/16", "10.1.2.3", true), ("IpAddress", "10.1.0.0/16", "10.2.2.3", false),
    ("IpAddress", "10.1.2.3", "10.1.2.3", true), ("IpAddress", "0.0.0.0/0", "10.1.2.3", true),
    ("IpAddress", "10.1.0.0/16", "::ffff:10.1.2.3", true),
    ("IpAddress", "2001:db8::/33", "2001:db8:7fff::1", true),
    ("IpAddress", "2001:db8::/33", "2001:db8:8000::1", false),
    ("IpAddress", "0.0.0.0/0", "::1", false), ("IpAddress", "0.0.0.0/0", "local", false),
    ("NotIpAddress", "10.1.0.0/16", "10.1.2.3", false),
    ("NotIpAddress", "10.1.0.0/16", "10.2.2.3", true),
  ]) func `every operator compares as it says`(
    name: String, operand: String, value: String, isMet: Bool
  ) throws {
    let condition = try PolicyCondition.when(name, "aws:key", operand)
    #expect(try condition.holds(in: .of("AWS:Key", value)) == isMet)
  }

  @Test(arguments: [
    "StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnLike", "ArnEquals", "Bool",
    "NumericEquals", "NumericLessThan", "DateEquals", "DateLessThan", "IpAddress",
  ]) func `I-052 a missing key fails a condition unless it says IfExists`(name: String) throws {
    let operand = [
      "Bool": "true", "ArnLike": "*", "ArnEquals": "*", "NumericEquals": "1",
      "NumericLessThan": "1", "DateEquals": "2014-10-24", "DateLessThan": "2014-10-24",
      "IpAddress": "::1",
    ]
    let value = operand[name] ?? "a"
    #expect(try !PolicyCondition.when(name, "k", value).holds(in: PolicyContext()))
    #expect(try PolicyCondition.when("\(name)IfExists", "k", value).holds(in: PolicyContext()))
    #expect(try PolicyCondition.when("ForAllValues:\(name)", "k", value).holds(in: PolicyContext()))
    #expect(try !PolicyCondition.when("ForAnyValue:\(name)", "k", value).holds(in: PolicyContext()))
    #expect(
      try PolicyCondition.when("ForAnyValue:\(name)IfExists", "k", value)
        .holds(in: PolicyContext()))
  }

  @Test(arguments: [
    ("StringNotEquals", "a"), ("StringNotEqualsIgnoreCase", "a"), ("StringNotLike", "a"),
    ("ArnNotEquals", "*"), ("ArnNotLike", "*"), ("NumericNotEquals", "1"),
    ("DateNotEquals", "2014-10-24"), ("NotIpAddress", "::1"),
  ]) func `a missing key is not equal to anything`(name: String, operand: String) throws {
    #expect(try PolicyCondition.when(name, "k", operand).holds(in: PolicyContext()))
  }

  @Test func `I-052 IfExists still compares what is there`() throws {
    let condition = try PolicyCondition.when("StringEqualsIfExists", "k", "a")
    #expect(try condition.holds(in: .of("k", "a")))
    #expect(try !condition.holds(in: .of("k", "b")))
  }

  @Test func `Null asks whether a key is there`() throws {
    #expect(try PolicyCondition.when("Null", "k", "true").holds(in: PolicyContext()))
    #expect(try !PolicyCondition.when("Null", "k", "true").holds(in: .of("k", "a")))
    #expect(try PolicyCondition.when("Null", "k", "false").holds(in: .of("k", "")))
    #expect(try !PolicyCondition.when("Null", "k", "false").holds(in: PolicyContext()))
  }

  @Test func `of several values one has to match, and none for a negation`() throws {
    let equals = try PolicyCondition.when("StringEquals", "k", "a", "b")
    let differs = try PolicyCondition.when("StringNotEquals", "k", "a", "b")
    for (value, isOne) in [("a", true), ("b", true), ("c", false)] {
      #expect(try equals.holds(in: .of("k", value)) == isOne)
      #expect(try differs.holds(in: .of("k", value)) != isOne)
    }
    #expect(try !differs.holds(in: .of("k", "c", "a")))
  }

  @Test(arguments: [
    ("ForAnyValue:StringLike", ["a", "b"], true), ("ForAnyValue:StringLike", ["b", "c"], false),
    ("ForAllValues:StringLike", ["a", "b"], false), ("ForAllValues:StringLike", ["a", "ab"], true),
    ("ForAnyValue:StringNotLike", ["a", "b"], true), ("ForAnyValue:StringNotLike", ["a"], false),
    ("ForAllValues:StringNotLike", ["b", "c"], true),
    ("ForAllValues:StringNotLike", ["a", "b"], false),
  ]) func `I-052 quantifiers say how many values have to match`(
    name: String, values: [String], isMet: Bool
  ) throws {
    var context = PolicyContext()
    context["k"] = values
    #expect(try PolicyCondition.when(name, "k", "a*").holds(in: context) == isMet)
  }

  @Test func `I-052 the audience and the kind of sign-in can be asked for`() throws {
    let document = try PolicyDocument(
      .rule(
        if: .when("StringEquals", "\(identityKey):aud", pool),
        .when("ForAnyValue:StringLike", "\(identityKey):amr", "authenticated")))
    #expect(document.allows())
    var guest = PolicyContext.member
    guest["\(identityKey):amr"] = ["unauthenticated"]
    #expect(!document.allows(in: guest))
    var stranger = PolicyContext.member
    stranger.set("\(identityKey):aud", to: "us-east-1:ffff")
    #expect(!document.allows(in: stranger))
  }

  @Test(arguments: [
    "", "stringEquals", "StringEqual", "ForAnyValue:", "ForSomeValues:StringEquals",
    "StringEqualsIfExistsIfExists", "NullIfExists", "ForAnyValue:Null", "BinaryEquals",
  ]) func `an operator of another name is refused`(name: String) {
    #expect(throws: PolicyError.conditionOperator(name)) { try ConditionOperator(name) }
  }

  @Test(arguments: [
    ("Bool", "maybe"), ("Null", "1"), ("NumericEquals", "ten"), ("NumericLessThan", "0x10"),
    ("NumericLessThan", "inf"), ("DateEquals", "24.10.2014"), ("DateEquals", "2014-13-01"),
    ("IpAddress", "10.0.0"), ("IpAddress", "10.0.0.0/33"), ("IpAddress", "10.0.0.256"),
    ("IpAddress", "1::2::3"), ("IpAddress", "::/129"), ("IpAddress", "10.0.0.0/"),
  ]) func `a value that its operator cannot read is refused`(name: String, value: String) {
    let error = #expect(throws: PolicyError.self) { try PolicyCondition.when(name, "k", value) }
    guard case .value(value, _) = error else {
      Issue.record("\(name) \(value) gave \(String(describing: error))")
      return
    }
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1_000, "1969-12-31T23:59:59Z"),
      (951_782_400_000, "2000-02-29T00:00:00Z"), (4_107_542_399_000, "2100-02-28T23:59:59Z"),
      (1_414_188_012_000, "2014-10-24T22:00:12Z"),
    ] as [(Int64, String)]) func `dates are spelled and read alike`(
      milliseconds: Int64, text: String
    )
  {
    #expect(PolicyDate(milliseconds: milliseconds).description == text)
    #expect(PolicyDate(text)?.milliseconds == milliseconds)
  }

  @Test func `every second of many years is spelled and read alike`() {
    var generator = SmallGenerator(state: 4)
    for _ in 0..<300 {
      let date = PolicyDate(
        milliseconds: Int64.random(in: -30_000_000_000...200_000_000_000, using: &generator) * 1_000
      )
      #expect(PolicyDate(date.description) == date)
    }
  }
}
