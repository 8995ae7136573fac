/// Why a key has the text it has, or none.
///
/// More causes may be added: an app that tells them apart should have an answer for others, too.
///
/// ```swift
/// switch explanation.cause {
/// case .edited, .uploaded: show("You wrote this here.")
/// case .conflict(_, let rule, _): show("Two devices disagreed: \(rule).")
/// default: show("\(explanation)")
/// }
/// ```
public enum ChangeCause: Hashable, Sendable {
  /// An edit on this device, which the service does not have yet.
  case edited
  /// An edit on this device, which the service accepted.
  case uploaded
  /// Another device wrote it.
  case received
  /// An edit on this device for which the service already had the same text: the answer to an
  /// upload was lost, or another device wrote the same.
  case matched
  /// The service itself made something else of an upload.
  case changedByService
  /// Both sides had changed, and a rule chose.
  ///
  /// The rule is the one that `ConflictDecision` names; the text is what the service held, or
  /// nothing for a removal.
  case conflict(ConflictWinner, rule: String, remote: String?)
  /// The records of an identity that was merged into this one, kept in the dataset named here, were
  /// taken in, by the rule of this name.
  case merged(DatasetName, rule: String)
  /// This device got another identity and the record came along, from the identity named here or
  /// from the time before the first; the rule is nothing unless the key was on both sides.
  ///
  /// What was written before the first identity and met no other record is still `edited`.
  case moved(from: IdentityID?, rule: String?)
  /// The dataset was deleted elsewhere, and the app kept what was here.
  case keptAfterDeletion
  /// The dataset was deleted, and the key with it.
  case datasetDeleted
  /// The service has no such key any more, as after a return to an older backup.
  case dropped
}

/// Whose text stands after a conflict.
///
/// ```swift
/// if case .conflict(let winner, _, let remote) = explanation.cause, winner != .remote {
///   show("The other text was: \(remote ?? "none")")
/// }
/// ```
public enum ConflictWinner: String, Hashable, Sendable {
  /// What this device had.
  case local
  /// What the service had.
  case remote
  /// Something else, which the app made of both.
  case other
}

extension ConflictResolution {
  /// Whose text stands.
  var winner: ConflictWinner {
    switch self {
    case .local: .local
    case .remote: .remote
    case .value: .other
    }
  }
}
