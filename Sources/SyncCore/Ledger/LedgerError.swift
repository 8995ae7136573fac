/// Why a dataset refused a request (cognito-sync.md 2.3, 2.6).
package enum LedgerError: Error, Hashable, Sendable {
  /// A patch named another count than the record's, zero standing for "no such key".
  case staleRecord(key: RecordKey, current: SyncCount, given: SyncCount)
  /// The dataset got a new count between a look at it and the commit.
  case datasetChanged
  /// A patch named a count below zero.
  case negativeSyncCount(key: RecordKey, given: SyncCount)
  /// Two patches of one request named the same key.
  case duplicateKey(RecordKey)
  /// A value has more Unicode scalars than `most`.
  case valueTooLong(key: RecordKey, length: Int, most: Int)
  /// A listing began below zero.
  case negativeLastSyncCount(SyncCount)
  /// A listing began beyond the dataset's count.
  case noSuchSyncCount(SyncCount)
  /// A page token is damaged, belongs to another listing, or its listing can no longer go on.
  case pageTokenNotValid
  /// The dataset does not exist.
  case datasetNotFound(DatasetName)
  /// The commit would create one dataset more than `most`.
  case tooManyDatasets(most: Int)
  /// The commit would leave more live records than `most`.
  case tooManyRecords(count: Int, most: Int)
  /// The commit would leave more bytes of live keys and values than `most`.
  case datasetTooLarge(bytes: Int, most: Int)

  /// What the wire distinguishes.
  package enum Kind: Hashable, Sendable {
    /// A constraint of the request itself is broken.
    case invalidParameter
    /// Somebody else wrote first.
    case conflict
    /// A quota is used up.
    case limitExceeded
    /// The dataset is missing.
    case notFound
  }

  /// What the wire distinguishes.
  package var kind: Kind {
    switch self {
    case .staleRecord, .datasetChanged: .conflict
    case .negativeSyncCount, .duplicateKey, .valueTooLong, .negativeLastSyncCount,
      .noSuchSyncCount, .pageTokenNotValid:
      .invalidParameter
    case .datasetNotFound: .notFound
    case .tooManyDatasets, .tooManyRecords, .datasetTooLarge: .limitExceeded
    }
  }

  /// The text clients see; clients of the original match the documented ones literally.
  package var message: String {
    switch self {
    case .staleRecord(let key, let current, let given):
      "Current SyncCount for: \(key) is: \(current) not: \(given)"
    case .datasetChanged: "The dataset was changed meanwhile. Synchronize again."
    case .negativeSyncCount(let key, let given):
      "1 validation error detected: SyncCount of '\(key)' is \(given), but must not be negative"
    case .duplicateKey(let key):
      "1 validation error detected: Key '\(key)' occurs more than once in one request"
    case .valueTooLong(let key, let length, let most):
      "1 validation error detected: Value of '\(key)' has \(length) characters, at most \(most) are"
        + " allowed"
    case .negativeLastSyncCount(let given):
      "1 validation error detected: lastSyncCount is \(given), but must not be negative"
    case .noSuchSyncCount(let given): "No such SyncCount: \(given) exists for this Dataset"
    case .pageTokenNotValid: "NextToken not valid for these inputs"
    case .datasetNotFound(let name): "Dataset '\(name)' not found."
    case .tooManyDatasets(let most):
      "The identity has \(most) datasets, the most allowed. Delete one first."
    case .tooManyRecords(let count, let most):
      "The dataset would have \(count) records, at most \(most) are allowed. Remove some first."
    case .datasetTooLarge(let bytes, let most):
      "The dataset would have \(bytes) bytes, at most \(most) are allowed. Remove some first."
    }
  }
}
