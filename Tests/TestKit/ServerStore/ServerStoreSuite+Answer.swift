import IdentityCore
import ServerStorage
import SyncCore

/// What a store answered.
enum StoreAnswer: Equatable, Sendable {
  case records([SyncRecord])
  case listing(DatasetListing)
  case metadata(DatasetMetadata)
  case preview(CommitPreview)
  case datasets(DatasetsPage)
  case syncCount(SyncCount)
  case pool(IdentityPool)
  case pools(PoolsPage)
  case poolIDs([IdentityPoolID])
  case settings(PoolSettings)
  case identity(Identity)
  case identities(IdentitiesPage)
  case identityIDs(Set<IdentityID>)
  case account(Account?)
  case refresh(RefreshOutcome)
  case issuer(String?)
  case device(DeviceID)
  case devices([RegisteredDevice])
  case names(Set<DatasetName>)
  case queue([QueuedCommit])
  case commits([PublishedCommit])
  case identityUsage(IdentityUsage)
  case poolUsage(PoolUsage)
  case poolUsages(PoolUsagesPage)
  case events([Int64], [AnalyticsEvent])
  case role(Role?)
  case roles([Role])
  case poolRoles(PoolRoles)
  case users(DeveloperUsersPage)
  case tags(PrincipalTagMap)
  case tagMaps([String: PrincipalTagMap])
  case done
  case refused(StoreError)
}
