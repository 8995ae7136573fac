import Game
import LevelPack
import PuzzleRules
import Testing

/// A world in which the tests play: the real levels, and devices with records of their own.
enum Fixture {
  /// The real pack.
  static func pack() throws -> LevelPack { try LevelPack.load() }

  /// The progress of a device with these records.
  static func progress(
    _ shared: [String: String] = [:], device: [String: String] = [:], id: String = "desk"
  ) throws -> Progress {
    Progress(shared: shared, device: device, deviceID: id, pack: try pack())
  }

  /// An attempt at level `number` with the actions of `text` played.
  static func attempt(_ text: String, atLevel number: Int = 3) throws -> Attempt {
    try Attempt(
      level: try #require(try pack().level(number)), replaying: try LURD.actions(in: text))
  }

  /// The record of an attempt at level `number`.
  static func saved(_ text: String, sequence: Int, atLevel number: Int = 3) throws -> SavedAttempt {
    SavedAttempt(
      try attempt(text, atLevel: number), levelID: try #require(try pack().id(ofLevel: number)),
      sequence: sequence)
  }

  /// The record of the result of solving level `number` with the actions of `text`, or par.
  static func best(ofLevel number: Int, _ text: String? = nil) throws -> String {
    let level = try #require(try pack().level(number))
    let solution = try text ?? LURD.text(of: #require(level.solution))
    return try #require(
      LevelResult(of: try attempt(solution, atLevel: number), levelID: level.id)
    ).record
  }
}

/// A board under the hands of a player on one device.
struct Player {
  var progress: Progress
  var board: OpenBoard
  var relation = BoardRelation.same
  let number: Int

  /// Opens level `number`.
  init(_ progress: Progress, atLevel number: Int = 3) throws {
    self.progress = progress
    self.number = number
    board = try #require(progress.board(atLevel: number))
    self.progress.apply(progress.opening(board.attempt, atLevel: number))
  }

  /// Plays the actions of `text`, saving after each; returns the changes of the last one.
  @discardableResult
  mutating func play(_ text: String) throws -> [ProgressChange] {
    var changes: [ProgressChange] = []
    for action in try LURD.actions(in: text) {
      _ = board.attempt.perform(action)
      changes = save()
    }
    return changes
  }

  /// Takes `count` actions back, saving after each.
  mutating func undo(_ count: Int = 1) {
    for _ in 0..<count {
      _ = board.attempt.undo()
      _ = save()
    }
  }

  /// Saves the board as it is.
  mutating func save() -> [ProgressChange] {
    take(progress.saving(board, atLevel: number))
  }

  /// Takes over what a save or choice came to.
  @discardableResult
  mutating func take(_ save: BoardSave) -> [ProgressChange] {
    progress.apply(save.changes)
    board = save.board
    relation = save.relation
    return save.changes
  }

  /// Receives records written elsewhere.
  mutating func receive(_ records: [String: String]) {
    progress.apply(records.map { ProgressChange(scope: .shared, key: $0, value: $1) })
    relation = progress.relation(of: board, atLevel: number)
  }

  /// The history on the board.
  var text: String { LURD.text(of: board.attempt.history.actions) }
}
