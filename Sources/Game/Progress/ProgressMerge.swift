package import LevelPack
internal import PuzzleRules

/// Decides conflicts by the merge column of game.md 7.
///
/// An invalid value never beats a valid one, and a record of a later version beats ours.
package struct ProgressMerge: Sendable {
  private let pack: LevelPack
  private let deviceID: String

  /// Creates the rules for the device with `deviceID`.
  package init(pack: LevelPack, deviceID: String) {
    self.pack = pack
    self.deviceID = deviceID
  }

  /// Decides all conflicts of one synchronisation; `records` is the local dataset.
  ///
  /// Unlike decisions one by one, `currentLevel` follows the winner of `resume`, and `highScore`
  /// covers the merged `best.*`.
  package func resolve(
    _ conflicts: [ProgressConflict], records: [String: String]
  ) -> [String: MergeDecision] {
    var decisions: [String: MergeDecision] = [:]
    for conflict in conflicts {
      decisions[conflict.key] = resolve(
        key: conflict.key, local: conflict.local, remote: conflict.remote)
    }
    let key = (current: ProgressKey.currentLevel.text, score: ProgressKey.highScore.text)
    for conflict in conflicts where conflict.key == key.current {
      decisions[key.current] = currentLevel(conflict, in: conflicts, decisions)
    }
    for conflict in conflicts where conflict.key == key.score {
      let merged = merging(conflicts, decisions, into: records)
      let total = Progress(shared: merged, deviceID: deviceID, pack: pack).highScore
      decisions[key.score] = .choosing(String(total), conflict.local, conflict.remote)
    }
    return decisions
  }

  /// Decides one conflict on its own.
  package func resolve(key text: String, local: String?, remote: String?) -> MergeDecision {
    guard let key = ProgressKey(text) else { return remote == nil ? .keepLocal : .takeRemote }
    if key.isVersioned, let decision = newerVersion(local, remote) { return decision }
    switch key {
    case .playerName:
      return laterWrite(local, remote, isValid: { PlayerName.isValid($0) })
    case .setting, .alternative, .apart:
      return laterWrite(local, remote, isValid: { _ in true })
    case .currentLevel:
      let isValid = { (value: String) in RecordField.number(value, in: ProgressKey.levels) != nil }
      return remote.map(isValid) == true || local.map(isValid) != true ? .takeRemote : .keepLocal
    case .highScore: return greater(local, remote) { RecordField.number($0, in: Progress.scores) }
    case .best(let level): return greater(local, remote) { RankedResult($0, level: level, pack) }
    case .attempt(let level): return attempt(local, remote, level: level)
    case .resume: return greater(local, remote, ResumePoint.init)
    case .device(let id): return id == deviceID ? .keepLocal : .takeRemote
    case .statistics(let id): return statistics(local, remote, isOwn: id == deviceID)
    }
  }

  /// Returns what to write to the device when `resolve` says `ask` for the record `key`.
  package func settingApart(key: String, local: String?) -> [ProgressChange] {
    guard case .attempt(let level) = ProgressKey(key), let local else { return [] }
    return [.device(.apart(level), local)]
  }
}

// MARK: One kind of record each

extension ProgressMerge {
  private func newerVersion(_ local: String?, _ remote: String?) -> MergeDecision? {
    let versions = (
      local: local.map(RecordField.versionNumber) ?? 0,
      remote: remote.map(RecordField.versionNumber) ?? 0
    )
    guard max(versions.local, versions.remote) > RecordField.version else { return nil }
    return versions.local > versions.remote ? .keepLocal : .takeRemote
  }

  /// What is written here reaches the service after what is already there.
  private func laterWrite(
    _ local: String?, _ remote: String?, isValid: (String) -> Bool
  ) -> MergeDecision {
    guard let remote, isValid(remote) else { return .keepLocal }
    guard let local else { return .keepLocal }
    return isValid(local) ? .keepLocal : .takeRemote
  }

  private func greater<Value: Comparable>(
    _ local: String?, _ remote: String?, _ value: (String) -> Value?
  ) -> MergeDecision {
    switch (local.flatMap(value), remote.flatMap(value)) {
    case (nil, nil): remote == nil ? .keepLocal : .takeRemote
    case (nil, _?): .takeRemote
    case (_?, nil): .keepLocal
    case (let local?, let remote?): local > remote ? .keepLocal : .takeRemote
    }
  }

  private func statistics(_ local: String?, _ remote: String?, isOwn: Bool) -> MergeDecision {
    switch (local.flatMap(DeviceStatistics.init), remote.flatMap(DeviceStatistics.init)) {
    case (nil, nil): isOwn || remote == nil ? .keepLocal : .takeRemote
    case (nil, _?): .takeRemote
    case (_?, nil): .keepLocal
    case (let mine?, let theirs?): .choosing(mine.merged(with: theirs).text, local, remote)
    }
  }

  private func attempt(_ local: String?, _ remote: String?, level: Int) -> MergeDecision {
    switch (usable(local, level: level), usable(remote, level: level)) {
    case (nil, nil): return remote == nil ? .keepLocal : .takeRemote
    case (nil, _?): return .takeRemote
    case (_?, nil): return .keepLocal
    case (let local?, let remote?):
      let relation = HistoryRelation(
        RecordedHistory(local), RecordedHistory(remote), level: pack.level(level))
      return switch relation {
      case .same:
        (local.sequence, local.text) > (remote.sequence, remote.text) ? .keepLocal : .takeRemote
      case .extends: .keepLocal
      case .isExtended: .takeRemote
      case .diverged: .ask
      }
    }
  }

  /// Returns the attempt in `record` if it can be played on with.
  private func usable(_ record: String?, level number: Int) -> SavedAttempt? {
    guard let saved = record.flatMap(SavedAttempt.init) else { return nil }
    guard let level = pack.level(number) else { return saved }
    return saved.levelID == pack.id(ofLevel: number) && (try? saved.attempt(at: level)) != nil
      ? saved : nil
  }

  private func currentLevel(
    _ conflict: ProgressConflict, in conflicts: [ProgressConflict],
    _ decisions: [String: MergeDecision]
  ) -> MergeDecision {
    let resume = ProgressKey.resume.text
    guard let resumes = conflicts.first(where: { $0.key == resume }),
      let decision = decisions[resume]
    else { return resolve(key: conflict.key, local: conflict.local, remote: conflict.remote) }
    let winner = decision == .keepLocal ? resumes.local : resumes.remote
    guard let level = winner.flatMap(ResumePoint.init)?.level else {
      return resolve(key: conflict.key, local: conflict.local, remote: conflict.remote)
    }
    return .choosing(String(level), conflict.local, conflict.remote)
  }

  private func merging(
    _ conflicts: [ProgressConflict], _ decisions: [String: MergeDecision],
    into records: [String: String]
  ) -> [String: String] {
    var merged = records
    for conflict in conflicts {
      switch decisions[conflict.key] {
      case .keepLocal, nil: merged[conflict.key] = conflict.local
      case .takeRemote, .ask: merged[conflict.key] = conflict.remote
      case .take(let value): merged[conflict.key] = value
      }
    }
    return merged
  }
}

/// A result with whether it belongs to the level the pack has; a foreign one ranks below.
private struct RankedResult: Comparable {
  let isOfPack: Bool
  let result: LevelResult

  init?(_ record: String, level: Int, _ pack: LevelPack) {
    guard let result = LevelResult(record: record) else { return nil }
    self.result = result
    isOfPack = pack.id(ofLevel: level) == result.levelID
  }

  static func < (left: RankedResult, right: RankedResult) -> Bool {
    left.isOfPack == right.isOfPack ? left.result < right.result : right.isOfPack
  }
}

extension ProgressKey {
  /// Whether the value begins with a version number.
  fileprivate var isVersioned: Bool {
    switch self {
    case .playerName, .currentLevel, .highScore, .setting: false
    case .best, .attempt, .alternative, .apart, .resume, .device, .statistics: true
    }
  }
}
