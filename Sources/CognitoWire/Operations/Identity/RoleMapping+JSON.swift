import IdentityCore

extension RoleMapping {
  private enum Kind: String, CaseIterable {
    case token = "Token"
    case rules = "Rules"
  }

  /// Rules the wire model allows; the service's own quota is lower.
  private static let modelledRules = 1...400

  /// The mapping as the wire spells it.
  var json: JSONValue {
    var members: [JSONMember] = []
    if let fallback {
      members.append(JSONMember("AmbiguousRoleResolution", .string(fallback.rawValue)))
    }
    switch source {
    case .token:
      members.append(JSONMember("Type", .string(Kind.token.rawValue)))
    case .rules(let rules):
      members.append(
        JSONMember(
          "RulesConfiguration", .object([JSONMember("Rules", .array(rules.map(\.json)))])))
      members.append(JSONMember("Type", .string(Kind.rules.rawValue)))
    }
    return .object(members)
  }

  /// Creates the mapping in `fields`, or throws the first violated constraint.
  init(fields: WireFields) throws(WireError) {
    guard let kind = try fields.choice("Type", of: Kind.self) else { throw fields.missing("Type") }
    let fallback = try fields.choice("AmbiguousRoleResolution", of: Fallback.self)
    switch kind {
    case .token: self.init(source: .token, fallback: fallback)
    case .rules:
      guard let configuration = try fields.fields("RulesConfiguration") else {
        throw fields.missing("RulesConfiguration")
      }
      let list = try configuration.list("Rules")
      guard Self.modelledRules.contains(list.count) else {
        throw fields.violation(
          "\(list.count) rules", at: "RulesConfiguration.rules",
          WireConstraint.length(Self.modelledRules))
      }
      var rules: [MappingRule] = []
      for json in list {
        rules.append(try MappingRule(fields: WireFields(json, dialect: fields.dialect)))
      }
      self.init(source: .rules(rules), fallback: fallback)
    }
  }
}

extension MappingRule {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("Claim", .string(claim)), JSONMember("MatchType", .string(match.rawValue)),
      JSONMember("RoleARN", .string(role)), JSONMember("Value", .string(value)),
    ])
  }

  fileprivate init(fields: WireFields) throws(WireError) {
    let claim = try fields.text(
      "Claim", length: 1...64, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"
    ) { text in text.unicodeScalars.allSatisfy(\.isVisible) }
    guard let claim else { throw fields.missing("Claim") }
    guard let match = try fields.choice("MatchType", of: Match.self) else {
      throw fields.missing("MatchType")
    }
    self.init(
      claim: claim, match: match, value: try fields.requiredText("Value", length: 1...128),
      role: try fields.requiredText("RoleARN", length: 20...2_048))
  }
}

extension Unicode.Scalar {
  /// Whether this is a letter, mark, symbol, number or punctuation.
  fileprivate var isVisible: Bool {
    switch properties.generalCategory {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format, .surrogate,
      .privateUse, .unassigned:
      false
    default: true
    }
  }
}
