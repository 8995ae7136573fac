/// A key that was changed here and elsewhere since the last synchronization.
///
/// ```swift
/// callbacks.onConflicts = { report in
///   let both = report.conflicts.map { conflict in
///     let texts = [conflict.remote.value, conflict.local.value].compactMap(\.self)
///     return (conflict.key, ConflictResolution.value(texts.joined(separator: " / ")))
///   }
///   return .resolve(Dictionary(uniqueKeysWithValues: both), rule: "both are kept")
/// }
/// ```
public struct SyncConflict: Hashable, Sendable {
  /// What this device holds.
  public var local: LocalRecord
  /// What the service holds.
  public var remote: SyncRecord

  /// Creates a conflict between two versions of one key.
  public init(local: LocalRecord, remote: SyncRecord) {
    self.local = local
    self.remote = remote
  }

  /// The key both sides changed.
  public var key: RecordKey { remote.key }

  /// Returns the side that was edited last by the clock of the device that edited it.
  ///
  /// The service's record falls back to the service's clock; a tie goes to the service. A device
  /// clock more than five minutes ahead of `serverTime` is cut back to it, so that one wrong clock
  /// does not win for ever (cognito-sync.md 6.8).
  ///
  /// ```swift
  /// let resolution = conflict.lastWriter(serverTime: report.serverTime)
  /// ```
  public func lastWriter(serverTime: Timestamp) -> ConflictResolution {
    let tolerance: Int64 = 5 * 60 * 1_000
    func clamped(_ moment: Timestamp) -> Timestamp {
      moment.milliseconds > serverTime.milliseconds + tolerance ? serverTime : moment
    }
    let here = clamped(local.comparisonDate)
    let there = clamped(remote.deviceLastModified ?? remote.lastModified)
    return here > there ? .local : .remote
  }
}

/// How one conflict ends (cognito-sync.md 6.8).
///
/// ```swift
/// let counts = [conflict.local.value, conflict.remote.value].compactMap { Int($0 ?? "") }
/// let resolution = ConflictResolution.value(counts.max().map(String.init))
/// ```
public enum ConflictResolution: Hashable, Sendable {
  /// The service's value; the local edit is given up.
  case remote
  /// The local value, uploaded on top of the service's.
  case local
  /// Another text, or nothing to remove the key; uploaded unless it is the service's.
  case value(String?)
}

/// What the app answers when asked about conflicts.
///
/// ```swift
/// callbacks.onConflicts = { report in
///   report.conflicts.contains { $0.remote.isDeleted } ? .abort : report.lastWriterWins()
/// }
/// ```
public enum ConflictDecision: Hashable, Sendable {
  /// The name of the rule by which a conflict ends unless the app says otherwise.
  public static let lastWriterRule = "last writer wins"

  /// Ends each conflict as given; the last writer wins for keys left out.
  ///
  /// The rule is what the journal tells of the decision, a few words such as "best of both".
  case resolve([RecordKey: ConflictResolution], rule: String = "the app chose")
  /// Gives up this run; the conflicts are presented again by the next.
  case abort
}

/// What the app answers when asked whether pulled changes may be stored.
///
/// ```swift
/// callbacks.willApply = { $0.records.count > 500 ? .reject : .accept }
/// ```
public enum PullDecision: Hashable, Sendable {
  /// Stores them, conflicts aside, and goes on.
  case accept
  /// Gives up this run and changes nothing; the next one asks again.
  case reject
}

/// What the app answers when the dataset was deleted elsewhere (cognito-sync.md 6.6 e).
///
/// ```swift
/// callbacks.onDatasetDeleted = { _ in .keepLocal }
/// ```
public enum DeletedDecision: Hashable, Sendable {
  /// Uploads the local records as a new dataset.
  case keepLocal
  /// Drops the local records that were not edited since the run began.
  case deleteLocal
  /// Gives up this run and changes nothing.
  case abort
}

/// How a question about merged datasets ended (cognito-sync.md 6.6 d).
package enum MergedDecision: Hashable, Sendable {
  /// They were dealt with, or may wait.
  case handled
  /// The run is given up.
  case abort
}

/// A conflict with its answer, as the local store applies it.
package struct ResolvedConflict: Hashable, Sendable {
  /// The two versions as they were when the app was asked.
  package var conflict: SyncConflict
  /// The app's answer.
  package var resolution: ConflictResolution
  /// The name of what the answer goes by.
  package var rule: String

  /// Creates an answered conflict.
  package init(
    _ conflict: SyncConflict, _ resolution: ConflictResolution, rule: String = "the app chose"
  ) {
    self.conflict = conflict
    self.resolution = resolution
    self.rule = rule
  }
}
