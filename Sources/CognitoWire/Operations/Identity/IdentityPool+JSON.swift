import IdentityCore
import SyncCore

extension IdentityPoolConfiguration {
  /// The members of the wire's `IdentityPool`, without the id.
  var members: [JSONMember] {
    [
      JSONMember("AllowClassicFlow", allowsClassicFlow.map { .bool($0) } ?? .null),
      JSONMember("AllowUnauthenticatedIdentities", .bool(allowsGuests)),
      JSONMember(
        "CognitoIdentityProviders",
        userPoolClients.isEmpty ? .null : .array(userPoolClients.map(Self.json))),
      JSONMember("DeveloperProviderName", .optional(developerProviderName)),
      JSONMember("IdentityPoolName", .string(name)),
      JSONMember("IdentityPoolTags", .present(tags)),
      JSONMember("OpenIdConnectProviderARNs", .present(openIDConnectProviderARNs)),
      JSONMember("SamlProviderARNs", .present(samlProviderARNs)),
      JSONMember("SupportedLoginProviders", .present(supportedLoginProviders)),
    ]
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
    guard let allowsGuests = try fields.bool("AllowUnauthenticatedIdentities") else {
      throw fields.missing("AllowUnauthenticatedIdentities")
    }
    self.init(
      name: try fields.requiredText("IdentityPoolName", .poolName), allowsGuests: allowsGuests,
      allowsClassicFlow: try fields.bool("AllowClassicFlow"),
      supportedLoginProviders: try fields.supportedLoginProviders(),
      developerProviderName: try fields.text("DeveloperProviderName", .developerProvider),
      openIDConnectProviderARNs: try fields.texts(
        "OpenIdConnectProviderARNs", length: 20...2_048),
      userPoolClients: try fields.userPoolClients(),
      samlProviderARNs: try fields.texts("SamlProviderARNs", length: 20...2_048),
      tags: try fields.tags("IdentityPoolTags"))
  }
}

extension IdentityPool {
  /// The pool as the wire spells it.
  var members: [JSONMember] {
    (configuration.members + [.pool(id)]).sorted { $0.name < $1.name }
  }

  /// Creates the pool in a request or an answer.
  init(fields: WireFields) throws(WireError) {
    self.init(
      id: try fields.identityPoolID(),
      configuration: try IdentityPoolConfiguration(fields: fields))
  }
}

extension WireFields {
  fileprivate func supportedLoginProviders() throws(WireError) -> [String: String] {
    let name = "SupportedLoginProviders"
    let providers = try textMap(name, entries: 10, keys: 1...128, values: 1...128)
    for (provider, id) in providers where !WordPattern.providerID.fits(id) {
      throw violation(
        id, at: "\(name).\(provider)", WireConstraint.pattern(WordPattern.providerID.text))
    }
    return providers
  }

  fileprivate func userPoolClients() throws(WireError) -> [UserPoolClient] {
    var clients: [UserPoolClient] = []
    for json in try list("CognitoIdentityProviders") {
      let fields = WireFields(json, dialect: dialect)
      clients.append(
        UserPoolClient(
          providerName: try fields.requiredText("ProviderName", .userPool),
          clientID: try fields.requiredText("ClientId", .clientID),
          checksTokenOnServer: try fields.bool("ServerSideTokenCheck") ?? false))
    }
    return clients
  }
}
