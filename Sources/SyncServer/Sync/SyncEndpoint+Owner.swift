import CognitoWire

extension SyncEndpoint {
  /// Answers a request that only the owner of the service may make.
  func ownersAnswer(
    _ exchange: Exchange, to match: RouteTable.Match
  ) async throws(WireError) -> Answer {
    let labels = match.labels
    switch match.operation {
    case .listIdentityPoolUsage:
      return try await gate.perform(ListIdentityPoolUsage.self, exchange, labels, pools.listUsage)
    case .describeIdentityPoolUsage:
      return try await gate.perform(DescribeIdentityPoolUsage.self, exchange, labels, pools.usage)
    case .getIdentityPoolConfiguration:
      return try await gate.perform(
        GetIdentityPoolConfiguration.self, exchange, labels, pools.configuration)
    case .setIdentityPoolConfiguration:
      return try await gate.perform(
        SetIdentityPoolConfiguration.self, exchange, labels, pools.configure)
    case .getCognitoEvents:
      return try await gate.perform(GetCognitoEvents.self, exchange, labels, pools.trigger)
    case .setCognitoEvents:
      return try await gate.perform(SetCognitoEvents.self, exchange, labels, pools.setTrigger)
    case .bulkPublish:
      return try await gate.perform(BulkPublish.self, exchange, labels, publishing.begin)
    case .getBulkPublishDetails:
      return try await gate.perform(
        GetBulkPublishDetails.self, exchange, labels, publishing.details)
    case .listEvents:
      return try await gate.perform(ListEvents.self, exchange, labels, analytics.list)
    case .listRoles:
      return try await gate.perform(ListRoles.self, exchange, labels, roles.list)
    case .describeRole:
      return try await gate.perform(DescribeRole.self, exchange, labels, roles.describe)
    case .updateRole:
      return try await gate.perform(UpdateRole.self, exchange, labels, roles.update)
    case .listRecords, .updateRecords, .listDatasets, .describeDataset, .deleteDataset,
      .describeIdentityUsage, .registerDevice, .subscribeToDataset, .unsubscribeFromDataset,
      .putEvents, .subscribeToEvents, .getID, .getCredentialsForIdentity, .getOpenIDToken,
      .unlinkIdentity,
      .getOpenIDTokenForDeveloperIdentity, .lookupDeveloperIdentity, .mergeDeveloperIdentities,
      .unlinkDeveloperIdentity, .createIdentityPool, .updateIdentityPool, .describeIdentityPool,
      .deleteIdentityPool, .listIdentityPools, .listIdentities, .describeIdentity,
      .deleteIdentities, .getIdentityPoolRoles, .setIdentityPoolRoles,
      .getPrincipalTagAttributeMap, .setPrincipalTagAttributeMap, .tagResource, .untagResource,
      .listTagsForResource:
      preconditionFailure("\(match.operation.rawValue) is no operation of the owner.")
    }
  }
}
