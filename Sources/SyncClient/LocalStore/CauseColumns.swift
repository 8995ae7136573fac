import SyncCore

/// A cause as columns of the journal, whose words never change.
struct CauseColumns: Hashable, Sendable {
  var kind: String
  var rule: String?
  var winner: String?
  var source: String?
  var remote: String?

  /// Creates columns as they were read.
  init(
    kind: String, rule: String? = nil, winner: String? = nil, source: String? = nil,
    remote: String? = nil
  ) {
    self.kind = kind
    self.rule = rule
    self.winner = winner
    self.source = source
    self.remote = remote
  }

  /// Creates the columns of a cause.
  init(_ cause: ChangeCause) {
    switch cause {
    case .edited: self.init(kind: "edited")
    case .uploaded: self.init(kind: "uploaded")
    case .received: self.init(kind: "received")
    case .matched: self.init(kind: "matched")
    case .changedByService: self.init(kind: "changed-by-service")
    case .conflict(let winner, let rule, let remote):
      self.init(kind: "conflict", rule: rule, winner: winner.rawValue, remote: remote)
    case .merged(let dataset, let rule):
      self.init(kind: "merged", rule: rule, source: dataset.rawValue)
    case .moved(let identity, let rule):
      self.init(kind: "moved", rule: rule, source: identity?.rawValue)
    case .keptAfterDeletion: self.init(kind: "kept-after-deletion")
    case .datasetDeleted: self.init(kind: "dataset-deleted")
    case .dropped: self.init(kind: "dropped")
    }
  }

  /// The cause; nothing if the columns mean none.
  var cause: ChangeCause? {
    switch kind {
    case "edited": .edited
    case "uploaded": .uploaded
    case "received": .received
    case "matched": .matched
    case "changed-by-service": .changedByService
    case "conflict":
      winner.flatMap(ConflictWinner.init).map { .conflict($0, rule: rule ?? "", remote: remote) }
    case "merged": source.flatMap(DatasetName.init).map { .merged($0, rule: rule ?? "") }
    case "moved": .moved(from: source.flatMap(IdentityID.init), rule: rule)
    case "kept-after-deletion": .keptAfterDeletion
    case "dataset-deleted": .datasetDeleted
    case "dropped": .dropped
    case _: nil
    }
  }
}
