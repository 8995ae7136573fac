/// The operations this service knows.
package enum OperationID: String, CaseIterable, Hashable, Sendable {
  // Cognito Sync (cognito-sync.md 2.5), and the stream of live events.
  case listIdentityPoolUsage = "ListIdentityPoolUsage"
  case describeIdentityPoolUsage = "DescribeIdentityPoolUsage"
  case describeIdentityUsage = "DescribeIdentityUsage"
  case listDatasets = "ListDatasets"
  case describeDataset = "DescribeDataset"
  case listRecords = "ListRecords"
  case updateRecords = "UpdateRecords"
  case deleteDataset = "DeleteDataset"
  case registerDevice = "RegisterDevice"
  case subscribeToDataset = "SubscribeToDataset"
  case unsubscribeFromDataset = "UnsubscribeFromDataset"
  case getIdentityPoolConfiguration = "GetIdentityPoolConfiguration"
  case setIdentityPoolConfiguration = "SetIdentityPoolConfiguration"
  case getCognitoEvents = "GetCognitoEvents"
  case setCognitoEvents = "SetCognitoEvents"
  case bulkPublish = "BulkPublish"
  case getBulkPublishDetails = "GetBulkPublishDetails"
  case subscribeToEvents = "SubscribeToEvents"

  // Analytics (cognito-sync.md 5).
  case putEvents = "PutEvents"
  case listEvents = "ListEvents"

  // Roles (cognito-sync.md 3.8).
  case listRoles = "ListRoles"
  case describeRole = "DescribeRole"
  case updateRole = "UpdateRole"

  // Cognito Identity (cognito-sync.md 3.3).
  case getID = "GetId"
  case getCredentialsForIdentity = "GetCredentialsForIdentity"
  case getOpenIDToken = "GetOpenIdToken"
  case unlinkIdentity = "UnlinkIdentity"
  case getOpenIDTokenForDeveloperIdentity = "GetOpenIdTokenForDeveloperIdentity"
  case lookupDeveloperIdentity = "LookupDeveloperIdentity"
  case mergeDeveloperIdentities = "MergeDeveloperIdentities"
  case unlinkDeveloperIdentity = "UnlinkDeveloperIdentity"
  case createIdentityPool = "CreateIdentityPool"
  case updateIdentityPool = "UpdateIdentityPool"
  case describeIdentityPool = "DescribeIdentityPool"
  case deleteIdentityPool = "DeleteIdentityPool"
  case listIdentityPools = "ListIdentityPools"
  case listIdentities = "ListIdentities"
  case describeIdentity = "DescribeIdentity"
  case deleteIdentities = "DeleteIdentities"
  case getIdentityPoolRoles = "GetIdentityPoolRoles"
  case setIdentityPoolRoles = "SetIdentityPoolRoles"
  case getPrincipalTagAttributeMap = "GetPrincipalTagAttributeMap"
  case setPrincipalTagAttributeMap = "SetPrincipalTagAttributeMap"
  case tagResource = "TagResource"
  case untagResource = "UntagResource"
  case listTagsForResource = "ListTagsForResource"

  /// The route of this operation.
  package var route: Route { operation.route }

  /// The description of this operation.
  package var operation: any WireOperation.Type {
    switch self {
    case .listIdentityPoolUsage: ListIdentityPoolUsage.self
    case .describeIdentityPoolUsage: DescribeIdentityPoolUsage.self
    case .describeIdentityUsage: DescribeIdentityUsage.self
    case .listDatasets: ListDatasets.self
    case .describeDataset: DescribeDataset.self
    case .listRecords: ListRecords.self
    case .updateRecords: UpdateRecords.self
    case .deleteDataset: DeleteDataset.self
    case .registerDevice: RegisterDevice.self
    case .subscribeToDataset: SubscribeToDataset.self
    case .unsubscribeFromDataset: UnsubscribeFromDataset.self
    case .getIdentityPoolConfiguration: GetIdentityPoolConfiguration.self
    case .setIdentityPoolConfiguration: SetIdentityPoolConfiguration.self
    case .getCognitoEvents: GetCognitoEvents.self
    case .setCognitoEvents: SetCognitoEvents.self
    case .bulkPublish: BulkPublish.self
    case .getBulkPublishDetails: GetBulkPublishDetails.self
    case .subscribeToEvents: SubscribeToEvents.self
    case .putEvents: PutEvents.self
    case .listEvents: ListEvents.self
    case .listRoles: ListRoles.self
    case .describeRole: DescribeRole.self
    case .updateRole: UpdateRole.self
    case .getID: GetID.self
    case .getCredentialsForIdentity: GetCredentialsForIdentity.self
    case .getOpenIDToken: GetOpenIDToken.self
    case .unlinkIdentity: UnlinkIdentity.self
    case .getOpenIDTokenForDeveloperIdentity: GetOpenIDTokenForDeveloperIdentity.self
    case .lookupDeveloperIdentity: LookupDeveloperIdentity.self
    case .mergeDeveloperIdentities: MergeDeveloperIdentities.self
    case .unlinkDeveloperIdentity: UnlinkDeveloperIdentity.self
    case .createIdentityPool: CreateIdentityPool.self
    case .updateIdentityPool: UpdateIdentityPool.self
    case .describeIdentityPool: DescribeIdentityPool.self
    case .deleteIdentityPool: DeleteIdentityPool.self
    case .listIdentityPools: ListIdentityPools.self
    case .listIdentities: ListIdentities.self
    case .describeIdentity: DescribeIdentity.self
    case .deleteIdentities: DeleteIdentities.self
    case .getIdentityPoolRoles: GetIdentityPoolRoles.self
    case .setIdentityPoolRoles: SetIdentityPoolRoles.self
    case .getPrincipalTagAttributeMap: GetPrincipalTagAttributeMap.self
    case .setPrincipalTagAttributeMap: SetPrincipalTagAttributeMap.self
    case .tagResource: TagResource.self
    case .untagResource: UntagResource.self
    case .listTagsForResource: ListTagsForResource.self
    }
  }
}
