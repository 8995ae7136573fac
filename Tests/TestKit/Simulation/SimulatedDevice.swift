import SyncCore

/// A local write that must last until it is uploaded, written over, or decided about by the app.
struct Promise {
  var value: String?
  /// Whether the service may have had the key when it was written, so that even a removed key
  /// without a row is no fulfilment.
  var mayBeKnown: Bool
}

/// One device of a simulated world.
struct SimulatedDevice {
  let number: Int
  let store: any SimulatedStore
  /// What this device's clock adds to the world's, in milliseconds.
  let skew: Int64
  var session: SyncSession?
  /// Grows with each run and each crash, so that messages to an earlier life are recognised.
  var life = 0
  /// The request whose answer the session waits for.
  var request = 0
  var isCrashed = false
  var isCutOff = false
  /// What this device wrote and what must not vanish, by key.
  var promises: [RecordKey: Promise] = [:]
  /// Keys about which the app has just decided, so that their promises end.
  var released: Set<RecordKey> = []
  /// Whether what the app decided has not reached the store yet.
  var isDecided = false
  var outcomes: [Result<SyncSession.Success, SyncSession.Failure>] = []
}
