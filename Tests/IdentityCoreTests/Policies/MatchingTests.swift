import IdentityCore
import Testing

@Suite struct MatchingTests {
  @Test(arguments: [
    ("cognito-sync:ListRecords", true), ("COGNITO-SYNC:listrecords", true),
    ("cognito-sync:*", true), ("*", true), ("cognito-sync:List*", true),
    ("cognito-sync:ListRecord?", true), ("cognito-sync:ListRecords?", false),
    ("cognito-sync:List", false), ("cognito-sync:ListDatasets", false),
    ("mobileanalytics:*", false), ("cognito-sync:*Records", true), ("*:ListRecords", true),
  ]) func `I-050 actions match in capital and small letters`(pattern: String, isMatch: Bool) throws
  {
    #expect(try ActionPattern(pattern).matches("cognito-sync:ListRecords") == isMatch)
    #expect(try PolicyDocument(.rule(.allow, pattern)).allows() == isMatch)
  }

  @Test(arguments: ["", "ListRecords", "cognito-sync:", ":ListRecords", "a:b:c"])
  func `an action without its service is refused`(text: String) {
    #expect(throws: PolicyError.action(text)) { try ActionPattern(text) }
  }

  @Test(arguments: [
    (resource(), true), ("*", true), (resource("dataset/*"), true), (resource("*"), true),
    (resource("dataset/PREFS"), false), (resource("dataset/pref?"), true),
    (resource("dataset/prefs?"), false), (resource("dataset"), false),
    ("arn:aws:cognito-sync:*:*:identitypool/*", true), ("arn:aws:cognito-sync:*", true),
    ("arn:*", true), ("arn:aws:cognito-sync:us-east-1:123456789012", false),
    ("arn:aws:cognito-*:us-east-1:123456789012:identitypool/*/dataset/prefs", true),
    ("arn:aws:s3:::*", false), ("arn:aws:*:identitypool/*", false),
    ("arn:aws:cognito-sync:us-east-1:999999999999:*", false),
  ]) func `I-050 resources match exactly, their first fields one by one`(
    pattern: String, isMatch: Bool
  ) throws {
    #expect(try PolicyDocument(.rule(on: pattern)).allows() == isMatch)
  }

  @Test func `I-050 a question mark is one character, whatever its bytes`() throws {
    let document = try PolicyDocument(.rule(on: "arn:aws:x:::?"))
    #expect(document.allows(on: "arn:aws:x:::a"))
    #expect(document.allows(on: "arn:aws:x:::é"))
    #expect(!document.allows(on: "arn:aws:x:::"))
    #expect(!document.allows(on: "arn:aws:x:::ab"))
  }

  @Test(arguments: ["", "prefs", "/identity/*", "${\(identityKey):sub}", "**", "arn"])
  func `a resource that is no name is refused`(text: String) {
    #expect(throws: PolicyError.resource(text)) { try ResourcePattern(text) }
  }

  @Test func `I-050 NotAction is about all other actions`() throws {
    let document = PolicyDocument(
      PolicyStatement(
        effect: .allow, actions: .excluding([try ActionPattern("cognito-sync:delete*")]),
        resources: .including([try ResourcePattern("*")])))
    #expect(document.allows("cognito-sync:ListRecords"))
    #expect(document.allows("mobileanalytics:PutEvents"))
    #expect(!document.allows("cognito-sync:DeleteDataset"))
  }

  @Test func `NotResource is about all other resources`() throws {
    let document = PolicyDocument(
      PolicyStatement(
        effect: .allow, actions: .including([try ActionPattern("*")]),
        resources: .excluding([try ResourcePattern(resource("dataset/secret"))])))
    #expect(document.allows())
    #expect(!document.allows(on: resource("dataset/secret")))
    #expect(document.decision(onEvery: "cognito-sync:ListRecords") == nil)
  }

  @Test func `a text that nearly fits many wildcards is refused in bounded time`() throws {
    let pattern = "arn:aws:x:::" + String(repeating: "a*", count: 2_000) + "b"
    let text = "arn:aws:x:::" + String(repeating: "a", count: 4_000)
    #expect(try !PolicyDocument(.rule(on: pattern)).allows(on: text))
  }

  @Test func `every text matches itself, and no other without wildcards`() throws {
    var generator = SmallGenerator(state: 4)
    for _ in 0..<500 {
      let left = text(using: &generator)
      let right = text(using: &generator)
      let document = try PolicyDocument(.rule(on: "arn:aws:x:::\(left)"))
      #expect(document.allows(on: "arn:aws:x:::\(left)"))
      #expect(document.allows(on: "arn:aws:x:::\(right)") == fits(right[...], left[...]))
    }
  }

  private func text(using generator: inout some RandomNumberGenerator) -> String {
    String(
      (0..<Int.random(in: 0...8, using: &generator)).compactMap { _ in
        "ab*?".randomElement(using: &generator)
      })
  }

  /// The plainest matcher there is: the specification of the fast one.
  private func fits(_ text: Substring, _ pattern: Substring) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    return switch first {
    case "*": fits(text, rest) || (!text.isEmpty && fits(text.dropFirst(), pattern))
    case "?": !text.isEmpty && fits(text.dropFirst(), rest)
    default: text.first == first && fits(text.dropFirst(), rest)
    }
  }
}
