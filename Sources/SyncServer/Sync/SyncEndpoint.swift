import CognitoWire
import HTTPTypes

/// Leads every operation found by method and path to what performs it.
struct SyncEndpoint: Sendable {
  let gate: RequestGate
  let datasets: DatasetEndpoint
  let devices: DeviceEndpoint
  let pools: PoolEndpoint
  let publishing: PublishingEndpoint
  let analytics: AnalyticsEndpoint
  let roles: RoleEndpoint

  /// Answers a request.
  func answer(
    _ exchange: Exchange, to match: RouteTable.Match
  ) async throws(WireError) -> Answer {
    let labels = match.labels
    switch match.operation {
    case .listRecords:
      return try await gate.perform(ListRecords.self, exchange, labels, datasets.list)
    case .updateRecords:
      return try await gate.perform(UpdateRecords.self, exchange, labels, datasets.update)
    case .listDatasets:
      return try await gate.perform(ListDatasets.self, exchange, labels, datasets.listDatasets)
    case .describeDataset:
      return try await gate.perform(DescribeDataset.self, exchange, labels, datasets.describe)
    case .deleteDataset:
      return try await gate.perform(DeleteDataset.self, exchange, labels, datasets.delete)
    case .describeIdentityUsage:
      return try await gate.perform(DescribeIdentityUsage.self, exchange, labels, datasets.usage)
    case .registerDevice:
      return try await gate.perform(RegisterDevice.self, exchange, labels, devices.register)
    case .subscribeToDataset:
      return try await gate.perform(SubscribeToDataset.self, exchange, labels, devices.subscribe)
    case .unsubscribeFromDataset:
      return try await gate.perform(
        UnsubscribeFromDataset.self, exchange, labels, devices.unsubscribe)
    case .putEvents:
      var answer = try await gate.perform(PutEvents.self, exchange, labels, analytics.put)
      answer.status = .accepted
      return answer
    case .listIdentityPoolUsage, .describeIdentityPoolUsage, .getIdentityPoolConfiguration,
      .setIdentityPoolConfiguration, .getCognitoEvents, .setCognitoEvents, .bulkPublish,
      .getBulkPublishDetails, .listEvents, .listRoles, .describeRole, .updateRole:
      return try await ownersAnswer(exchange, to: match)
    case .subscribeToEvents, .getID, .getCredentialsForIdentity, .getOpenIDToken, .unlinkIdentity,
      .getOpenIDTokenForDeveloperIdentity, .lookupDeveloperIdentity, .mergeDeveloperIdentities,
      .unlinkDeveloperIdentity, .createIdentityPool, .updateIdentityPool, .describeIdentityPool,
      .deleteIdentityPool, .listIdentityPools, .listIdentities, .describeIdentity,
      .deleteIdentities, .getIdentityPoolRoles, .setIdentityPoolRoles,
      .getPrincipalTagAttributeMap, .setPrincipalTagAttributeMap, .tagResource, .untagResource,
      .listTagsForResource:
      preconditionFailure("\(match.operation.rawValue) is answered by another endpoint.")
    }
  }
}
