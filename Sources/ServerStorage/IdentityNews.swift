import IdentityCore
import SyncCore

/// What a change of identities means for whoever follows them.
struct IdentityNews: Sendable {
  /// Datasets that moved.
  var changes: [DatasetChange] = []
  /// Identities that are no more.
  var ended: Set<IdentityID> = []
}

extension IdentityChange {
  /// The identities that nobody can use afterwards.
  var ended: Set<IdentityID> {
    Set(changed.filter { $0.state != .enabled }.map(\.id))
  }
}
