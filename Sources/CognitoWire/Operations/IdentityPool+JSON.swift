import IdentityCore
import SyncCore

extension IdentityPoolConfiguration {
  /// The members of the wire's `IdentityPool`, without the id.
  var members: [JSONMember] {
    var members = [JSONMember("AllowUnauthenticatedIdentities", .bool(allowsGuests))]
    if let allowsClassicFlow {
      members.append(JSONMember("AllowClassicFlow", .bool(allowsClassicFlow)))
    }
    if !userPoolClients.isEmpty {
      members.append(
        JSONMember("CognitoIdentityProviders", .array(userPoolClients.map(Self.json))))
    }
    if let developerProviderName {
      members.append(JSONMember("DeveloperProviderName", .string(developerProviderName)))
    }
    members.append(JSONMember("IdentityPoolName", .string(name)))
    if !tags.isEmpty { members.append(JSONMember("IdentityPoolTags", .map(tags))) }
    if !openIDConnectProviderARNs.isEmpty {
      members.append(
        JSONMember(
          "OpenIdConnectProviderARNs", .array(openIDConnectProviderARNs.map { .string($0) })))
    }
    if !samlProviderARNs.isEmpty {
      members.append(
        JSONMember("SamlProviderARNs", .array(samlProviderARNs.map { .string($0) })))
    }
    if !supportedLoginProviders.isEmpty {
      members.append(JSONMember("SupportedLoginProviders", .map(supportedLoginProviders)))
    }
    return members
  }

  private static func json(_ client: UserPoolClient) -> JSONValue {
    .object([
      JSONMember("ClientId", .string(client.clientID)),
      JSONMember("ProviderName", .string(client.providerName)),
      JSONMember("ServerSideTokenCheck", .bool(client.checksTokenOnServer)),
    ])
  }

  /// Creates the configuration in a request or an answer, or throws the first violated constraint
  /// (cognito-sync.md 3.2).
  init(fields: WireFields) throws(WireError) {
    let name = try fields.requiredText("IdentityPoolName")
    guard (1...128).contains(name.unicodeScalars.count), name.allSatisfy(Self.isAllowedInName)
    else {
      throw fields.violation(
        name, at: "IdentityPoolName",
        "Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+ "
          + "and have length between 1 and 128")
    }
    guard let allowsGuests = try fields.bool("AllowUnauthenticatedIdentities") else {
      throw fields.violation(
        "null", at: "AllowUnauthenticatedIdentities", "Member must not be null")
    }
    let providers = try fields.textMap("SupportedLoginProviders")
    guard providers.count <= 10 else {
      throw fields.violation(
        "\(providers.count) entries", at: "SupportedLoginProviders",
        "Member must have length less than or equal to 10")
    }
    self.init(
      name: name, allowsGuests: allowsGuests,
      allowsClassicFlow: try fields.bool("AllowClassicFlow"), supportedLoginProviders: providers,
      developerProviderName: try fields.text("DeveloperProviderName", length: 1...128),
      openIDConnectProviderARNs: try fields.arns("OpenIdConnectProviderARNs"),
      userPoolClients: try fields.userPoolClients(),
      samlProviderARNs: try fields.arns("SamlProviderARNs"),
      tags: try fields.textMap("IdentityPoolTags"))
  }

  private static func isAllowedInName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character.isWhitespace
      || "_+=,.@-".contains(character)
  }
}

extension IdentityPool {
  /// The pool as the wire spells it.
  var body: [UInt8] {
    let id = JSONMember("IdentityPoolId", .string(self.id.rawValue))
    return JSONWriter.write(.object((configuration.members + [id]).sorted { $0.name < $1.name }))
  }

  /// Creates the pool in an answer.
  init(body: [UInt8]) throws(WireError) {
    let fields = try WireFields(body: body, dialect: .identity)
    self.init(
      id: try fields.identityPoolID(),
      configuration: try IdentityPoolConfiguration(fields: fields))
  }
}

extension WireFields {
  fileprivate func arns(_ name: String) throws(WireError) -> [String] {
    var arns: [String] = []
    for element in try list(name) {
      guard case .string(let arn) = element, (20...2_048).contains(arn.unicodeScalars.count) else {
        throw violation("", at: name, "Member must be an ARN of 20 to 2048 characters")
      }
      arns.append(arn)
    }
    return arns
  }

  fileprivate func userPoolClients() throws(WireError) -> [UserPoolClient] {
    var clients: [UserPoolClient] = []
    for json in try list("CognitoIdentityProviders") {
      let fields = WireFields(json, dialect: dialect)
      clients.append(
        UserPoolClient(
          providerName: try fields.text("ProviderName", length: 1...128) ?? "",
          clientID: try fields.text("ClientId", length: 1...128) ?? "",
          checksTokenOnServer: try fields.bool("ServerSideTokenCheck") ?? false))
    }
    return clients
  }
}
