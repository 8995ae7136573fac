import CommandProgram
import CognitoWire
import SyncCore

extension Connection {
  /// Returns the datasets of an identity by name, all or the first `limit`.
  func datasets(
    of identity: IdentityID, in pool: IdentityPoolID, limit: Int? = nil
  ) async throws -> [DatasetMetadata] {
    try await allPages(limit: limit) { token in
      let page = try await call(
        ListDatasets.self,
        ListDatasets.Input(
          pool: pool, identity: identity, nextToken: token,
          pageSize: limit.map { min($0, ListDatasets.maximumPageSize) }))
      return (page.datasets, page.nextToken)
    }
  }

  /// Returns a dataset with all its records by key, removed ones too, and a session for the commit
  /// that may follow.
  func records(of dataset: DatasetReference) async throws -> RecordsListing {
    var listing: RecordsListing?
    let records = try await allPages(limit: nil) { token in
      let page = try await call(
        ListRecords.self,
        ListRecords.Input(
          path: dataset, nextToken: token, sessionToken: listing?.sessionToken))
      // The first page has the dataset's state, the last one the session's latest token.
      var state = listing ?? page
      state.sessionToken = page.sessionToken
      listing = state
      return (page.records, page.nextToken)
    }
    guard var listing else { throw Failure(message: "The service answered nothing.") }
    listing.records = records.sorted { $0.key < $1.key }
    listing.nextToken = nil
    return listing
  }

  /// Returns the same for a dataset that has to exist.
  func existingRecords(of dataset: DatasetReference) async throws -> RecordsListing {
    let listing = try await records(of: dataset)
    guard listing.datasetExists else {
      throw Failure(
        message: "Dataset '\(dataset.name)' of \(dataset.identity) does not exist.",
        hint: "'syncctl dataset list' shows the ones that do.")
    }
    return listing
  }
}
