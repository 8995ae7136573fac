import SyncCore

/// A device of a simulated world: what its programs and accounts have in common.
struct SimulatedDevice {
  /// What this device's clock adds to the world's, in milliseconds.
  var skew: Int64
  /// How many times slower than others the link is.
  var slowness: Int64
  /// Programs that share the store.
  var programs: Int
  var isCrashed = false
  var isCutOff = false
  /// The seat whose user holds the device.
  var present = 0
}

/// A local write that must last until it is uploaded or decided about.
struct Promise {
  var value: String?
  /// Whether the service may have had the key when it was written, so that even a removed key
  /// without a row is no fulfilment.
  var mayBeKnown: Bool
}

/// The copy of one place on one device.
struct Seat {
  let device: Int
  let place: Place
  let store: any SimulatedStore
  /// What the store holds, read after each change.
  var replica = DatasetReplica()
  /// What was written here and must not vanish, by key.
  var promises: [RecordKey: Promise] = [:]
  /// Versions that were on the device, or that the app was asked about.
  var seen: Set<SimulatedServer.Version> = []
  /// Whether the dataset was deleted here and the service has not heard of it.
  var isDeletionDue = false
  /// Whether the rows are of a time that the service has forgotten, being restored from a backup.
  var isOnLostHistory = false
  /// Whether the guest has signed in and left.
  var isLeft = false
  /// Calls that the next run is for.
  var waiting: [Call] = []
}

/// One request of an app to synchronize.
struct Call {
  let number: Int
  /// The edits there were, with their numbers.
  let edits: [RecordKey: Int64]
  /// The service's count at that moment.
  let count: SyncCount
  /// How often the service had been restored.
  let epoch: Int
}

/// One run of a session.
struct Run {
  enum Purpose {
    /// For calls of the app.
    case calls
    /// Reads a merged dataset for another run, which then goes on with the rest.
    case merge(parent: Int, rest: [Place])
    /// Deletes a merged dataset that has been taken in.
    case retirement
  }

  let seat: Int
  let program: Int
  let purpose: Purpose
  var session: SyncSession
  var calls: [Call]
  var events = 0
  /// The request whose answer the session waits for.
  var request = 0
  /// How often the service had been restored when it answered the last listing.
  var epoch = 0
  /// What the app has decided in this run.
  var answers: Set<ResolvedConflict> = []
  var deletion: DeletedDecision?
  /// Whether the service was asked to delete the dataset and has not answered.
  var isDeleting = false
  /// Whether the last listing named every record.
  var hasFullListing = false
  /// Whether the run waits for another that reads a merged dataset.
  var isParent = false
}
