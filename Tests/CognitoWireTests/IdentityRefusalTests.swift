import Testing

@testable import CognitoWire

@Suite struct IdentityRefusalTests {
  static let pool = #""IdentityPoolId":"r:1""#
  static let identity = #""IdentityId":"r:2""#
  static let role = #""arn:aws:iam::123456789012:role/R""#
  static let arn = #""ResourceArn":"arn:aws:cognito-identity:r:1:identitypool/r:1""#

  static func entries(_ count: Int, _ value: String = "\"v\"") -> String {
    (0..<count).map { "\"k\($0)\":\(value)" }.joined(separator: ",")
  }

  static func rule(_ rule: String) -> String {
    #"{\#(pool),"Roles":{},"RoleMappings":{"p":{"Type":"Rules","RulesConfiguration":{"Rules":[{\#(rule)}]}}}}"#
  }

  static let users: [Refusal] = [
    Refusal(.getID, "{}", "identityPoolId"),
    Refusal(.getID, #"{"IdentityPoolId":""}"#, "identityPoolId"),
    Refusal(.getID, #"{\#(pool),"AccountId":"12a"}"#, "accountId"),
    Refusal(.getID, #"{\#(pool),"AccountId":"1234567890123456"}"#, "accountId"),
    Refusal(.getID, #"{\#(pool),"Logins":[]}"#, "logins"),
    Refusal(.getID, #"{\#(pool),"Logins":{\#(entries(11))}}"#, "logins"),
    Refusal(.getID, #"{\#(pool),"Logins":{"":"t"}}"#, "logins"),
    Refusal(.getID, #"{\#(pool),"Logins":{"a":""}}"#, "logins.a"),
    Refusal(.getCredentialsForIdentity, "{}", "identityId"),
    Refusal(.getCredentialsForIdentity, #"{\#(identity),"CustomRoleArn":"x"}"#, "customRoleArn"),
    Refusal(.getOpenIDToken, #"{"IdentityId":"r"}"#, "identityId"),
    Refusal(.unlinkIdentity, #"{\#(identity),"LoginsToRemove":[]}"#, "logins"),
    Refusal(.unlinkIdentity, #"{\#(identity),"Logins":{}}"#, "loginsToRemove"),
    Refusal(
      .unlinkIdentity, #"{\#(identity),"Logins":{},"LoginsToRemove":[""]}"#,
      "loginsToRemove.1.member"),
    Refusal(.getOpenIDTokenForDeveloperIdentity, "{\(pool)}", "logins"),
    Refusal(
      .getOpenIDTokenForDeveloperIdentity, #"{\#(pool),"Logins":{},"TokenDuration":0}"#,
      "tokenDuration"),
    Refusal(
      .getOpenIDTokenForDeveloperIdentity, #"{\#(pool),"Logins":{},"TokenDuration":86401}"#,
      "tokenDuration"),
    Refusal(
      .getOpenIDTokenForDeveloperIdentity, #"{\#(pool),"Logins":{},"PrincipalTags":{"k":""}}"#,
      "principalTags.k"),
    Refusal(
      .getOpenIDTokenForDeveloperIdentity,
      #"{\#(pool),"Logins":{},"PrincipalTags":{\#(entries(51))}}"#, "principalTags"),
    Refusal(.lookupDeveloperIdentity, #"{\#(pool),"MaxResults":61}"#, "maxResults"),
    Refusal(.lookupDeveloperIdentity, #"{\#(pool),"NextToken":"a b"}"#, "nextToken"),
    Refusal(
      .lookupDeveloperIdentity, #"{\#(pool),"DeveloperUserIdentifier":""}"#,
      "developerUserIdentifier"),
    Refusal(
      .mergeDeveloperIdentities,
      #"{\#(pool),"SourceUserIdentifier":"s","DeveloperProviderName":"p"}"#,
      "destinationUserIdentifier"),
    Refusal(
      .mergeDeveloperIdentities,
      #"{\#(pool),"SourceUserIdentifier":"s","DestinationUserIdentifier":"d","DeveloperProviderName":"a b"}"#,
      "developerProviderName"),
    Refusal(
      .unlinkDeveloperIdentity, #"{\#(pool),\#(identity),"DeveloperProviderName":"p"}"#,
      "developerUserIdentifier"),
    Refusal(.describeIdentity, "", "identityId"),
    Refusal(.listIdentities, "{\(pool)}", "maxResults"),
    Refusal(.listIdentities, #"{\#(pool),"MaxResults":0}"#, "maxResults"),
    Refusal(.listIdentities, #"{\#(pool),"MaxResults":1,"HideDisabled":"no"}"#, "hideDisabled"),
    Refusal(.deleteIdentities, "{}", "identityIdsToDelete"),
    Refusal(.deleteIdentities, #"{"IdentityIdsToDelete":[]}"#, "identityIdsToDelete"),
    Refusal(.deleteIdentities, #"{"IdentityIdsToDelete":["r:2","x"]}"#, "identityIdsToDelete.2"),
    Refusal(
      .deleteIdentities,
      #"{"IdentityIdsToDelete":[\#(Array(repeating: "\"r:2\"", count: 61).joined(separator: ","))]}"#,
      "identityIdsToDelete"),
  ]

  static let pools: [Refusal] = [
    Refusal(.createIdentityPool, "{}", "allowUnauthenticatedIdentities"),
    Refusal(
      .createIdentityPool, #"{"AllowUnauthenticatedIdentities":true}"#, "identityPoolName"),
    Refusal(.updateIdentityPool, configuration(""), "identityPoolId"),
    Refusal(.createIdentityPool, configuration("", name: "a/b"), "identityPoolName"),
    Refusal(
      .createIdentityPool, configuration("", name: RefusalTests.text(129)), "identityPoolName"),
    Refusal(
      .createIdentityPool, configuration(#","DeveloperProviderName":"a b""#),
      "developerProviderName"),
    Refusal(
      .createIdentityPool, configuration(#","SupportedLoginProviders":{\#(entries(11))}"#),
      "supportedLoginProviders"),
    Refusal(
      .createIdentityPool, configuration(#","SupportedLoginProviders":{"a":"b c"}"#),
      "supportedLoginProviders.a"),
    Refusal(
      .createIdentityPool,
      configuration(#","CognitoIdentityProviders":[{"ProviderName":"p","ClientId":"-"}]"#),
      "clientId"),
    Refusal(
      .createIdentityPool, configuration(#","CognitoIdentityProviders":[{"ClientId":"c"}]"#),
      "providerName"),
    Refusal(
      .createIdentityPool, configuration(#","OpenIdConnectProviderARNs":["short"]"#),
      "openIdConnectProviderARNs.1.member"),
    Refusal(
      .createIdentityPool, configuration(#","SamlProviderARNs":[7]"#), "samlProviderARNs.1"),
    Refusal(
      .createIdentityPool, configuration(#","IdentityPoolTags":{\#(entries(51))}"#),
      "identityPoolTags"),
    Refusal(.deleteIdentityPool, #"{"IdentityPoolId":"x"}"#, "identityPoolId"),
    Refusal(.listIdentityPools, "{}", "maxResults"),
    Refusal(.listIdentityPools, #"{"MaxResults":61}"#, "maxResults"),
    Refusal(.setIdentityPoolRoles, "{\(pool)}", "roles"),
    Refusal(.setIdentityPoolRoles, #"{\#(pool),"Roles":{"admin":\#(role)}}"#, "roles"),
    Refusal(.setIdentityPoolRoles, #"{\#(pool),"Roles":{"authenticated":"x"}}"#, "roles.auth"),
    Refusal(
      .setIdentityPoolRoles,
      #"{\#(pool),"Roles":{},"RoleMappings":{\#(entries(11, #"{"Type":"Token"}"#))}}"#,
      "roleMappings"),
    Refusal(.setIdentityPoolRoles, #"{\#(pool),"Roles":{},"RoleMappings":{"p":{}}}"#, "type"),
    Refusal(
      .setIdentityPoolRoles, #"{\#(pool),"Roles":{},"RoleMappings":{"p":{"Type":"Rules"}}}"#,
      "rulesConfiguration"),
    Refusal(
      .setIdentityPoolRoles,
      #"{\#(pool),"Roles":{},"RoleMappings":{"p":{"Type":"Token","AmbiguousRoleResolution":"x"}}}"#,
      "ambiguousRoleResolution"),
    Refusal(.setIdentityPoolRoles, rule(#""MatchType":"Equals""#), "claim"),
    Refusal(.setIdentityPoolRoles, rule(#""Claim":"a b","MatchType":"Equals""#), "claim"),
    Refusal(.setIdentityPoolRoles, rule(#""Claim":"c","MatchType":"Like""#), "matchType"),
    Refusal(.setIdentityPoolRoles, rule(#""Claim":"c","MatchType":"Equals","Value":"""#), "value"),
    Refusal(
      .setIdentityPoolRoles, rule(#""Claim":"c","MatchType":"Equals","Value":"v""#), "roleARN"),
    Refusal(.getPrincipalTagAttributeMap, "{\(pool)}", "identityProviderName"),
    Refusal(
      .setPrincipalTagAttributeMap,
      #"{\#(pool),"IdentityProviderName":"p","PrincipalTags":{"":"c"}}"#, "principalTags"),
    Refusal(.tagResource, "{\(arn)}", "tags"),
    Refusal(.tagResource, #"{"ResourceArn":"\#(RefusalTests.text(30))","Tags":{}}"#, "resourceArn"),
    Refusal(.untagResource, "{\(arn)}", "tagKeys"),
    Refusal(.untagResource, #"{\#(arn),"TagKeys":[""]}"#, "tagKeys.1.member"),
    Refusal(.listTagsForResource, "{}", "resourceArn"),
  ]

  static func configuration(_ members: String, name: String = "n") -> String {
    #"{"IdentityPoolName":"\#(name)","AllowUnauthenticatedIdentities":true\#(members)}"#
  }

  @Test(arguments: users + pools)
  func `I-005 I-027 I-033 each constraint of identity is named`(refusal: Refusal) throws {
    try RefusalTests.check(refusal, WireMessage(body: Array(refusal.body.utf8)))
  }
}
