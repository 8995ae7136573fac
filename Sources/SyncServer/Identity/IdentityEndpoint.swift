import CognitoWire
import IdentityCore
import IdentityTokens
import Logging
import ServerStorage
import SyncCore

/// Answers the operations of Cognito Identity (cognito-sync.md 3.3, 3.5).
struct IdentityEndpoint: Sendable {
  let authenticator: Authenticator
  let access: AccessCheck
  let throttle: RequestThrottle
  let quotas: IdentityQuotas
  let users: UserOperations
  let owner: PoolAdministration
  let backend: DeveloperOperations
  let labels: PoolLabels

  /// Performs a request through all checks, in the order of cognito-sync.md 2.3.
  func answer(
    _ exchange: Exchange, to operation: OperationID
  ) async throws(WireError) -> Answer {
    switch operation {
    case .getID: return try await openly(GetID.self, exchange, users.identify)
    case .getCredentialsForIdentity:
      return try await openly(GetCredentialsForIdentity.self, exchange, users.credentials)
    case .getOpenIDToken:
      return try await openly(GetOpenIDToken.self, exchange, users.token)
    case .unlinkIdentity:
      return try await openly(UnlinkIdentity.self, exchange, users.unlink)
    case .createIdentityPool:
      return try await asOwner(CreateIdentityPool.self, exchange, owner.create)
    case .describeIdentityPool:
      return try await asOwner(DescribeIdentityPool.self, exchange, owner.describe)
    case .updateIdentityPool:
      return try await asOwner(UpdateIdentityPool.self, exchange, owner.update)
    case .deleteIdentityPool:
      return try await asOwner(DeleteIdentityPool.self, exchange, owner.delete)
    case .listIdentityPools:
      return try await asOwner(ListIdentityPools.self, exchange, owner.list)
    case .getIdentityPoolRoles:
      return try await asOwner(GetIdentityPoolRoles.self, exchange, owner.roles)
    case .setIdentityPoolRoles:
      return try await asOwner(SetIdentityPoolRoles.self, exchange, owner.setRoles)
    case .listIdentities:
      return try await asOwner(ListIdentities.self, exchange, owner.identities)
    case .describeIdentity:
      return try await asOwner(DescribeIdentity.self, exchange, owner.identity)
    case .deleteIdentities:
      return try await asOwner(DeleteIdentities.self, exchange, owner.deleteIdentities)
    case .getOpenIDTokenForDeveloperIdentity:
      return try await asOwner(GetOpenIDTokenForDeveloperIdentity.self, exchange, backend.token)
    case .lookupDeveloperIdentity:
      return try await asOwner(LookupDeveloperIdentity.self, exchange, backend.lookUp)
    case .mergeDeveloperIdentities:
      return try await asOwner(MergeDeveloperIdentities.self, exchange, backend.merge)
    case .unlinkDeveloperIdentity:
      return try await asOwner(UnlinkDeveloperIdentity.self, exchange, backend.unlink)
    case .getPrincipalTagAttributeMap:
      return try await asOwner(GetPrincipalTagAttributeMap.self, exchange, labels.map)
    case .setPrincipalTagAttributeMap:
      return try await asOwner(SetPrincipalTagAttributeMap.self, exchange, labels.setMap)
    case .tagResource: return try await asOwner(TagResource.self, exchange, labels.add)
    case .untagResource: return try await asOwner(UntagResource.self, exchange, labels.remove)
    case .listTagsForResource:
      return try await asOwner(ListTagsForResource.self, exchange, labels.list)
    case .listIdentityPoolUsage, .describeIdentityPoolUsage, .describeIdentityUsage,
      .listDatasets, .describeDataset, .listRecords, .updateRecords, .deleteDataset,
      .registerDevice, .subscribeToDataset, .unsubscribeFromDataset,
      .getIdentityPoolConfiguration, .setIdentityPoolConfiguration, .getCognitoEvents,
      .setCognitoEvents, .bulkPublish, .getBulkPublishDetails, .subscribeToEvents, .putEvents,
      .listEvents, .listRoles, .describeRole, .updateRole:
      preconditionFailure("\(operation.rawValue) is answered by another endpoint.")
    }
  }

  /// Performs an operation that needs no signature; one that is there is ignored.
  private func openly<Operation: WireOperation>(
    _ operation: Operation.Type, _ exchange: Exchange,
    _ body: (Operation.Input, Timestamp) async throws(WireError) -> Operation.Output
  ) async throws(WireError) -> Answer {
    let input = try operation.decode(WireMessage(body: exchange.body))
    return try await finish(operation, input, exchange, body)
  }

  private func asOwner<Operation: WireOperation>(
    _ operation: Operation.Type, _ exchange: Exchange,
    _ body: (Operation.Input, Timestamp) async throws(WireError) -> Operation.Output
  ) async throws(WireError) -> Answer where Operation.Input: OwnerInput {
    let caller = try authenticator.caller(
      of: exchange.head, body: exchange.body, dialect: .identity, now: exchange.now.milliseconds)
    let input = try operation.decode(WireMessage(body: exchange.body))
    try await access.allow(
      caller, .identityPool(operation.name, input.administeredPool), in: exchange)
    return try await finish(operation, input, exchange, body)
  }

  private func finish<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input, _ exchange: Exchange,
    _ body: (Operation.Input, Timestamp) async throws(WireError) -> Operation.Output
  ) async throws(WireError) -> Answer {
    try throttle.admit(
      identity: nil, address: exchange.address, dialect: .identity,
      now: exchange.now.milliseconds)
    try quotas.admit(operation.id, now: exchange.now.milliseconds)
    var answer = Answer.json(operation.encode(try await body(input, exchange.now)))
    answer.contentType = "application/x-amz-json-1.1"
    return answer
  }
}
