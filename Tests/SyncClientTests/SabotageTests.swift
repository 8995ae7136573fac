import TestKit
import Testing

/// The algorithm broken on purpose: a simulation that does not notice is worth nothing.
///
/// | Sabotage | What breaks | What a player would see |
/// |---|---|---|
/// | `overwritesEdits` | a pull stores over edits | a solved level is unsolved again |
/// | `rebasesUnasked` | an edit takes the service's count | the other device's result is gone |
/// | `fastForwardsBlindly` | no "+ 1" test after an upload | others' writes never arrive |
/// | `advancesBeforeAnswers` | the count moves, conflicts wait | after a crash nobody asks again |
/// | `advancesToNewestCount` | the count is not the first page's | records between never arrive |
/// | `writesBackOverEdits` | an upload cleans a row edited since | the last move is lost |
/// | `forgetsDeletion` | no delete-pending flag | a reset game comes back |
/// | `losesEditsOnCrash` | acknowledged before it is stored | the last result is lost |
/// | `keepsUnmentionedRows` | a full listing removes nothing | one device keeps a removed save |
/// | `dropsMergedRecords` | a guest's dataset is not copied | signing in costs all progress |
/// | `dropsLaterPages` | only the first page is read | half the levels are missing |
/// | `takesRemovedForAbsent` | tombstones are skipped | other devices keep a removed save |
/// | `rewindsToMaximum` | the ladder of 6.6 i, as in the originals | what was stale stays stale |
/// | `reportsRefusalAsSuccess` | a 409 ends the run well | "synchronized", and it is not |
/// | `asksNobody` | conflicts are decided without the app | a result disappears unasked |
/// | `ignoresDecisions` | another answer is stored | "keep mine" keeps theirs |
/// | `forgetsJoinedCalls` | a second caller gets no result | a spinner for ever |
/// | `usesPresentIdentity` | a run is not pinned to its identity | one user's data at another's |
/// | `acceptsSpentTokens` | a session token commits twice | an old upload undoes a deletion |
/// | `ignoresCounts` | the service accepts any base | the last request wins silently |
/// | `acknowledgesBeforeStoring` | the service forgets a commit | saved, but nowhere |
/// | `restartsCounts` | a deleted dataset counts from zero | a deletion goes unnoticed |
@Suite struct SabotageTests {
  /// Seeds within which each has to be found.
  private static let patience: UInt64 = 100

  private static func finders(of sabotage: Sabotage) -> Set<Invariant> {
    switch sabotage {
    case .overwritesEdits, .writesBackOverEdits, .losesEditsOnCrash, .dropsMergedRecords,
      .asksNobody:
      [.noEditLost]
    case .rebasesUnasked, .ignoresCounts: [.nothingOverwrittenUnasked]
    case .fastForwardsBlindly, .advancesBeforeAnswers, .advancesToNewestCount,
      .dropsLaterPages, .takesRemovedForAbsent, .acknowledgesBeforeStoring,
      .keepsUnmentionedRows, .rewindsToMaximum:
      [.countCoversRecords]
    case .forgetsDeletion: [.deletionKept]
    case .reportsRefusalAsSuccess: [.successMeansUploaded]
    case .ignoresDecisions: [.choiceKept]
    case .forgetsJoinedCalls: [.oneResult]
    case .usesPresentIdentity: [.ownersApart, .countCoversRecords]
    case .acceptsSpentTokens: [.committedOnce]
    case .restartsCounts: [.countGrows]
    }
  }

  @Test(arguments: Sabotage.allCases)
  func `a broken algorithm is found out, and the whole one is not`(sabotage: Sabotage) throws {
    let (seed, violation) = try #require(try Self.firstViolation(with: sabotage))
    #expect(Self.finders(of: sabotage).contains(violation.invariant), "\(violation)")
    var unbroken = try World(seed: seed)
    try unbroken.play()
  }

  private static func firstViolation(with sabotage: Sabotage) throws -> (UInt64, Violation)? {
    for seed in 1...patience {
      do {
        var world = try World(seed: seed, sabotage: sabotage)
        try world.play()
      } catch let violation as Violation {
        return (seed, violation)
      }
    }
    return nil
  }
}
