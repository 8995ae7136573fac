/// How a listing begins.
package enum ListingStart: Hashable, Sendable {
  /// The dataset does not exist: this is the whole answer.
  case absent(ListingPage)
  /// Records are to be read from here on.
  case records(ListingPosition)
}

extension DatasetState {
  /// Decides the table of cognito-sync.md 2.6.3 for a listing after `requested`.
  package func beginListing(since requested: SyncCount) throws(LedgerError) -> ListingStart {
    guard requested >= 0 else { throw .negativeLastSyncCount(requested) }
    guard exists else {
      return .absent(
        ListingPage(absentSince: requested, wasDeleted: requested > 0 && deletedAt != nil))
    }
    guard requested <= syncCount else { throw .noSuchSyncCount(requested) }
    let wasDeleted = requested > 0 && requested < deletedAt ?? 0
    return .records(
      ListingPosition(
        requested: requested, snapshot: syncCount,
        isFull: requested == 0 || wasDeleted || requested < tombstoneFloor,
        wasDeleted: wasDeleted))
  }

  /// Checks that the listing of an earlier page can go on.
  ///
  /// It cannot when the dataset was deleted meanwhile, or when tombstones it had still to tell of
  /// were dropped; the client then begins anew and learns about either.
  package func continueListing(at position: ListingPosition) throws(LedgerError) {
    guard exists, position.snapshot <= syncCount, position.snapshot >= deletedAt ?? 0,
      position.isFull || position.requested >= tombstoneFloor
    else { throw .pageTokenNotValid }
  }
}
