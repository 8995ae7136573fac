/// What always holds in a world, whatever goes wrong, and what each sentence means to a player.
package enum Invariant: String, Hashable, Sendable, CaseIterable {
  /// What I wrote is still there, unless I chose otherwise: a local write stays as it is until the
  /// service has it or the app has decided about it.
  case noEditLost = "no edit is lost"
  /// Nobody writes in my name: an edit waiting for its upload is what the user of this device
  /// wrote, or what the app chose.
  case nothingInvented = "nothing is invented"
  /// My choice counts: what the app decides about a conflict is what the device then holds.
  case choiceKept = "a decision is kept"
  /// My write is not replaced by somebody who never saw it: whoever commits over a version has had
  /// it on the device, or was asked about it.
  case nothingOverwrittenUnasked = "nothing is overwritten unasked"
  /// What I removed does not come back by itself: a dataset deleted here stays so until the service
  /// has carried it out.
  case deletionKept = "a deletion is kept"
  /// What I had as a guest is not thrown away unread: a merged dataset is deleted only by a device
  /// that has all of it.
  case mergedIsRead = "a merged dataset is read before it is deleted"
  /// My records are mine: no text of one account reaches another's dataset.
  case ownersApart = "accounts are kept apart"
  /// My devices never silently miss something: a device that believes to be at a count has every
  /// record up to it, and none that ended before it.
  case countCoversRecords = "a count never runs ahead of the records"
  /// "Saved" is true: a row without an edit is what the service committed under its count.
  case cleanIsCommitted = "a clean row is a committed record"
  /// Time does not run backwards: the service's count grows, but for a restored backup.
  case countGrows = "the service's count never goes back"
  /// One press counts once: an upload is committed at most once, however often it arrives.
  case committedOnce = "an upload is committed once"
  /// The service stays usable: no dataset grows above its limit.
  case limitsHold = "limits hold"
  /// "Synchronized" is true, one way: all edits made before a call that ends well are uploaded.
  case successMeansUploaded = "success means uploaded"
  /// "Synchronized" is true, the other way: all that the service had when the call was made is
  /// here.
  case successMeansCurrent = "success means current"
  /// The screen shows what is there: the keys announced as changed are those that changed.
  case changesAnnounced = "changes are announced"
  /// No spinner turns for ever: each call gets exactly one result.
  case oneResult = "each call gets one result"
  /// No loop: a run ends after a bounded number of steps.
  case runsEnd = "runs end"
  /// A broken local store never ends in a wrong one.
  case storeWorks = "the store works"
  /// In the end all devices show the same: a few rounds after the network has healed.
  case converges = "devices agree"
}

/// An invariant that does not hold.
package struct Violation: Error, CustomStringConvertible {
  /// What does not hold.
  package let invariant: Invariant
  /// What is wrong, what led to it, and the line that plays it again.
  package let description: String

  init(_ invariant: Invariant, _ sentence: String, seed: UInt64, trace: Trace) {
    self.invariant = invariant
    description = """
      \(invariant.rawValue): \(sentence)
      seed \(seed), event \(trace.count); to play only this seed again:
      \(SimulationSeeds.line(for: seed))
      \(trace.lines.joined(separator: "\n"))
      """
  }
}
