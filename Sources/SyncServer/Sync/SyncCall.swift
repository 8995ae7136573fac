import CognitoWire
import IdentityTokens
import ServerStorage
import SyncCore

/// Who calls, from where and when.
struct SyncCall: Sendable {
  var caller: Caller
  var now: Timestamp
  var address: String
}

/// An input that names what it is about.
protocol SyncInput {
  var resource: SyncResource { get }
}

extension DatasetReference: SyncInput {
  var resource: SyncResource { SyncResource(pool: pool, identity: identity, dataset: name) }
}

extension ListRecords.Input: SyncInput {
  var resource: SyncResource { path.resource }
}

extension UpdateRecords.Input: SyncInput {
  var resource: SyncResource { path.resource }
}

extension ListDatasets.Input: SyncInput {
  var resource: SyncResource { SyncResource(pool: pool, identity: identity) }
}

extension SubscribeToEvents.Input: SyncInput {
  var resource: SyncResource { SyncResource(pool: pool, identity: identity, dataset: dataset) }
}

extension SyncSessionTokens.Binding {
  init(_ path: DatasetReference) {
    self.init(
      pool: path.pool.rawValue, identity: path.identity.rawValue, dataset: path.name.rawValue)
  }
}

extension RecordsListing {
  init(_ listing: DatasetListing, dataset: DatasetReference, sessionToken: String) {
    self.init(
      records: listing.page.records, nextToken: listing.page.next?.token(for: dataset),
      datasetSyncCount: listing.page.datasetSyncCount,
      lastModifiedBy: listing.page.lastModifiedBy,
      mergedDatasetNames: listing.mergedDatasetNames, datasetExists: listing.page.datasetExists,
      datasetDeletedAfterRequestedSyncCount: listing.page.datasetDeletedAfterRequestedSyncCount,
      sessionToken: sessionToken, isFullListing: listing.page.isFullListing)
  }
}
