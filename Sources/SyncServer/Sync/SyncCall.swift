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

extension DatasetPath: SyncInput {
  var resource: SyncResource { SyncResource(pool: pool, identity: identity, dataset: dataset) }
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

extension DatasetReference {
  init(_ path: DatasetPath) {
    self.init(pool: path.pool, identity: path.identity, name: path.dataset)
  }
}

extension SyncSessionTokens.Binding {
  init(_ path: DatasetPath) {
    self.init(
      pool: path.pool.rawValue, identity: path.identity.rawValue, dataset: path.dataset.rawValue)
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
