import Game

/// Writes what the game decides, on what it knew when it decided.
///
/// Changes that cannot be written, because the disk is full for instance, wait and are written
/// before anything newer, so that a later success leaves nothing out.
@MainActor struct RecordKeeper {
  private let records: Records
  /// What the game knows to be stored.
  private var known = Records.Contents(shared: [:], device: [:])
  private(set) var waiting: [ProgressChange] = []

  init(_ records: Records) { self.records = records }

  /// Whether the game has been told everything in `contents`.
  func knows(_ contents: Records.Contents) -> Bool { contents == known }

  /// Reads everything anew, and returns it with what still waits.
  mutating func load() throws -> Records.Contents {
    known = try records.load()
    return withWaiting(known)
  }

  /// Notes what the game is being told, and returns it with what still waits.
  mutating func learn(_ contents: Records.Contents) -> Records.Contents {
    known = contents
    return withWaiting(known)
  }

  /// Writes what waits and `changes`, or keeps both and throws why not.
  mutating func write(_ changes: [ProgressChange]) throws -> Records.Outcome {
    // Only the last change of each key matters, which bounds what waits.
    waiting.removeAll { old in
      changes.contains { $0.scope == old.scope && $0.key == old.key }
    }
    waiting += changes
    let outcome = try records.apply(waiting, known)
    known.apply(waiting)
    waiting = []
    return outcome
  }

  private func withWaiting(_ contents: Records.Contents) -> Records.Contents {
    var contents = contents
    contents.apply(waiting)
    return contents
  }
}
