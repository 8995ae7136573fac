package import LevelPack
package import PuzzleRules

/// What the player has achieved and where the player is, read from the records of `GameInfo`
/// (game.md 7) and of the device.
///
/// It holds the records as they are and reads them on demand, so that records it does not
/// understand pass through untouched.
package struct Progress: Equatable, Sendable {
  /// The largest total.
  package static let scores = 0...100_000

  /// The synchronised records.
  package private(set) var shared: [String: String]

  /// The records that stay on the device.
  package private(set) var device: [String: String]

  /// The id of this device: 1…100 characters that may stand in a record key.
  package let deviceID: String

  /// The levels.
  package let pack: LevelPack

  /// The highest sequence number in any record.
  package private(set) var highestSequence: Int

  /// Creates the progress told by two sets of records.
  package init(
    shared: [String: String] = [:], device: [String: String] = [:], deviceID: String,
    pack: LevelPack
  ) {
    self.shared = shared
    self.device = device
    self.deviceID = deviceID
    self.pack = pack
    highestSequence =
      [shared, device].joined()
      .compactMap { Progress.sequence(key: $0.key, value: $0.value) }.max() ?? 0
  }

  /// Takes over changes, made here or received.
  package mutating func apply(_ changes: some Sequence<ProgressChange>) {
    for change in changes {
      switch change.scope {
      case .shared: shared[change.key] = change.value
      case .device: device[change.key] = change.value
      }
      let sequence = change.value.flatMap { Progress.sequence(key: change.key, value: $0) }
      highestSequence = max(highestSequence, sequence ?? 0)
    }
  }

  /// The sequence number for the next write: one more than the highest seen, as far as there is
  /// one.
  var nextSequence: Int { min(highestSequence + 1, RecordField.largestNumber) }

  private static func sequence(key: String, value: String) -> Int? {
    switch ProgressKey(key) {
    case .attempt, .alternative, .apart:
      RecordField.fields(of: value, count: 5).flatMap { RecordField.number($0[1]) }
    case .resume: ResumePoint(value)?.sequence
    case .playerName, .currentLevel, .highScore, .best, .device, .statistics, .setting, nil: nil
    }
  }
}

// MARK: Devices

extension Progress {
  /// Returns the other devices that said last that they are at the level with `number`.
  package func devices(inLevel number: Int) -> [String] {
    shared.compactMap { key, value in
      guard case .device(let id) = ProgressKey(key), id != deviceID,
        DevicePresence(value)?.level == number
      else { return nil }
      return id
    }.sorted()
  }
}

// MARK: Results

extension Progress {
  /// The name of the player, if there is a valid one.
  package var playerName: String? {
    shared[ProgressKey.playerName.text].flatMap { PlayerName.isValid($0) ? $0 : nil }
  }

  /// Returns the best result of the level with `number`.
  package func best(ofLevel number: Int) -> LevelResult? {
    guard let record = shared[ProgressKey.best(number).text],
      let best = LevelResult(record: record),
      best.levelID == pack.id(ofLevel: number) ?? best.levelID
    else { return nil }
    return best
  }

  /// Returns the worth of the best result of the level with `number`.
  package func score(ofLevel number: Int) -> Score? {
    best(ofLevel: number).map { best in
      Score(
        pushes: best.pushes, moves: best.moves, par: pack.level(number)?.par,
        assistance: best.assistance)
    }
  }

  /// The sum of the best results.
  package var totalScore: Int {
    ProgressKey.levels.reduce(0) { $0 + (best(ofLevel: $1)?.points ?? 0) }
  }

  /// The greatest total ever reached on any device; never less than `totalScore`.
  package var highScore: Int { max(totalScore, storedHighScore ?? 0) }

  /// The valid record `highScore`.
  var storedHighScore: Int? {
    shared[ProgressKey.highScore.text].flatMap { RecordField.number($0, in: Progress.scores) }
  }

  /// Returns how many levels of `chapter` are solved.
  package func solvedLevels(inChapter chapter: Int) -> Int {
    pack.levels(inChapter: chapter)
      .count { level in level.number.map { best(ofLevel: $0) != nil } ?? false }
  }

  /// Returns whether `chapter` is open: the first one, and each after enough was solved in the one
  /// before.
  package func isOpen(chapter: Int) -> Bool {
    chapter <= 1 || solvedLevels(inChapter: chapter - 1) >= LevelPack.solvedToOpenNextChapter
  }

  /// Returns whether the level with `number` is in the pack and its chapter is open.
  package func isOpen(level number: Int) -> Bool {
    pack.level(number).map { isOpen(chapter: $0.chapter ?? 1) } ?? false
  }
}

// MARK: Attempts

extension Progress {
  /// The last place of play on any device.
  package var resumePoint: ResumePoint? {
    shared[ProgressKey.resume.text].flatMap(ResumePoint.init)
  }

  /// The level to go on with: the one last opened on any device, else the first unsolved one.
  package var levelToResume: Int {
    let opened =
      shared[ProgressKey.currentLevel.text].flatMap {
        RecordField.number($0, in: ProgressKey.levels)
      }
      ?? resumePoint?.level
    if let opened, pack.level(opened) != nil { return opened }
    let numbers = pack.levels.compactMap(\.number).filter { isOpen(level: $0) }
    return numbers.first { best(ofLevel: $0) == nil } ?? numbers.first ?? 1
  }

  /// Returns the attempt at the level with `number` that all devices share.
  package func savedAttempt(atLevel number: Int) -> SavedAttempt? {
    attempt(shared[ProgressKey.attempt(number).text], atLevel: number)
  }

  /// Returns the attempt set apart on this device until the player chooses.
  package func attemptApart(atLevel number: Int) -> SavedAttempt? {
    attempt(device[ProgressKey.apart(number).text], atLevel: number)
  }

  /// Returns the attempt that lost the last choice at the level with `number`.
  package func alternative(atLevel number: Int) -> SavedAttempt? {
    attempt(shared[ProgressKey.alternative(number).text], atLevel: number)
  }

  private func attempt(_ record: String?, atLevel number: Int) -> SavedAttempt? {
    guard let record, let saved = SavedAttempt(record),
      saved.levelID == pack.id(ofLevel: number) ?? saved.levelID
    else { return nil }
    return saved
  }
}
